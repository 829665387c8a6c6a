"""Yes, no or "I don't know" in free words: "nope, never did", "yeah I have", "not that I know", "idk"."""

from __future__ import annotations

import re
from enum import Enum

from aftersales.understanding.text import normalised


class Assent(Enum):
    """How a question of yes or no was answered."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"
    UNCLEAR = "unclear"


# "Not that I know" says no about all one knows: a no, not a doubt.
_NO_I_KNOW_OF = re.compile(r"\bnot (?:that|as far as|so far as) i (?:know|am aware|remember)\b|\bnot to my knowledge\b")
_DOUBT = re.compile(
    r"\b(?:unsure|perhaps|possibly|maybe|probably|might|presumably|could be|hard to (?:say|tell)|who knows)\b"
    r"|\bnot (?:really |quite |so |too |100 % |entirely |completely )?(?:sure|certain)\b"
    r"|\b(?:no|not a|have not a|not the slightest) (?:idea|clue)\b"
    r"|\bi (?:do not )?(?:think|guess|believe|suppose|assume)\b"
)
_NO_KNOWLEDGE = re.compile(
    r"\b(?:idk|dunno|unknown|forgot|forgotten|how (?:should|would) i know)\b"
    r"|\b(?:god|heaven|goodness|lord|fuck|hell|no one) knows\b|\bbeats me\b"
    r"|\b(?:do|did|would|could|can) not (?:really |exactly |actually )?(?:know|remember|recall|say|tell)\b"
)
_YES = (
    r"y|ye|yes+|yeah+|yea|yep+|yup+|yah|ya|aye"
    r"|indeed|exactly|absolutely|definitely|affirmative|certainly|of course"
)
_NO = r"n|no+|nope+|nah+|naw|negative"
_FILLER = r"(?:(?:oh|well|um+|uh+|hm+|ah|hey|hi|sorry|sadly|unfortunately) (?:[,.] )*)*"
_LEADING = re.compile(rf"{_FILLER}(?:(?P<yes>{_YES})|(?P<no>{_NO}))(?![\w-])")
_NOT_AT_ALL = re.compile(r"(?:of course|certainly|definitely|absolutely|indeed) (?:not|never)\b")
_BOTH = re.compile(rf"\b(?:{_YES}) (?:[,./] |and |or |but )?(?:{_NO})\b|\b(?:{_NO}) (?:[,./] |and |or )?(?:{_YES})\b")
# A whole answer of nothing but these echoes the question: "I did", "it hasn't", "never, not once", "sure".
_ASKED = r"have|has|had|did|do|does|is|was|are|were|am|will|would|can|be|been|'s"
_CONSENT = r"sure|correct|right|true|ok|okay|fine"
_REFUSAL = r"not|never|none|nothing|neither|nor|without"
_BESIDE = (
    r"i|we|it|they|that|this|he|she|you|ever|yet|at|all|so|far|once|really|of|course|certainly|definitely"
    r"|absolutely|any|anything|done|already|always|still|[,.!]"
)
_ECHO = re.compile(rf"(?:(?:{_ASKED}|{_CONSENT}|{_REFUSAL}|{_BESIDE})(?: |$))+")
_REFUSES = re.compile(rf"\b(?:{_REFUSAL})\b")
_CONSENTS = re.compile(rf"\b(?:{_CONSENT})\b|(?<= )(?:{_ASKED})\b|\b(?:{_ASKED})(?= )")
_HESITATES = re.compile(
    r"\b(?:think|thinking|consider|wait|sleep on it|hold on|hang on)\b|^hm+\b|\bnot (?:so |quite )?sure\b"
    r"|\b(?:a|one|another|some) (?:little )?(?:sec|second|moment|minute|bit|while|time)\b"
)
_ACKNOWLEDGES = re.compile(
    r"(?:(?:ok|okay|okey|k|kk|alright|all right|fine|good|great|perfect|cool|super|nice|understood|noted|i see|got it"
    r"|i understand|good to know|whatever|(?:i will|let us|let 's|lets) (?:just )?wait|thanks|thank you"
    r"|thx|then|so|well|very|oh|ah|[.!,])(?: |$))+"
)
_SHORT = 6


def read_assent(text: str) -> Assent:
    """Yes, no, not known, or unclear when the words say both, or something else altogether."""
    words = normalised(text)
    if _NO_I_KNOW_OF.search(words):
        return Assent.NO
    if _DOUBT.search(words):
        return Assent.NOT_KNOWN
    led = _leading(words)
    unknowing = bool(_NO_KNOWLEDGE.search(words))
    if unknowing and (led is Assent.UNCLEAR or len(words.split()) <= _SHORT):
        return Assent.NOT_KNOWN
    return _echoed(words) if led is Assent.UNCLEAR and not _BOTH.search(words) else led


def _leading(words: str) -> Assent:
    """A message that begins with yes or no means it, whatever explanation follows."""
    leading = _LEADING.match(words)
    if leading is None or _BOTH.search(words) or words.startswith(("no problem", "no worries", "no doubt")):
        return Assent.UNCLEAR
    if leading["no"] or _NOT_AT_ALL.match(words[leading.start("yes") :]):
        return Assent.NO
    return Assent.YES


def _echoed(words: str) -> Assent:
    """An answer that repeats nothing but the question's verb, or is one word of consent."""
    if not _ECHO.fullmatch(words):
        return Assent.UNCLEAR
    if _REFUSES.search(words):
        return Assent.NO
    return Assent.YES if _CONSENTS.search(words) else Assent.UNCLEAR


def hesitates(text: str) -> bool:
    """Whether the words only ask for time: "hm, let me think", "one moment", "I have to sleep on it"."""
    return _HESITATES.search(normalised(text)) is not None


def acknowledges(text: str) -> bool:
    """Whether the words only say that something was heard: "ok", "alright then", "got it"."""
    return _ACKNOWLEDGES.fullmatch(normalised(text)) is not None


def refuses(text: str) -> bool:
    """Whether a "no", "not" or "never" stands anywhere in the words, whatever else they say."""
    words = normalised(text)
    return bool(_REFUSES.search(words) or re.search(rf"\b(?:{_NO})\b", words))
