"""Whether a message says that something told or understood before is wrong, whatever it puts in its place."""

from __future__ import annotations

import re

from aftersales.understanding.text import normalised

_SAID = r"(?:said|told|put|wrote|typed|answered|explained)"
_WRONGLY = r"(?:wrong|wrongly|incorrect|incorrectly|untrue|by mistake)"
_OBJECTS = re.compile(
    r"\b(?:correction|(?:scratch|strike) that|(?:change|correct) (?:my (?:last )?answer|(?:what|something) i said))\b"
    r"|\b(?:i|you) (?:have |had )?(?:misspoke|misspoken|misunderstood|misread|mistyped|misheard)\b"
    rf"|\bi (?:have |had )?(?:just )?{_SAID} (?:\w+ ){{0,4}}{_WRONGLY}\b"
    rf"|\b(?:i|you) (?:have |had )?(?:got|understood|noted) (?:that|this|me|something|it) (?:all |quite )?{_WRONGLY}\b"
    r"|\bi (?:gave|picked|chose|clicked|pressed) (?:you )?the wrong (?:answer|thing|button|choice)\b"
    r"|\bi (?:was|am|have been|got) (?:mistaken|wrong|confused|mixed up)\b|\bi put (?:that|it|this) (?:badly|wrongly)\b"
    r"|\b(?:i|let me|to) (?:\w+ ){0,3}(?:correct|take) (?:myself|that|this|it|something|what i said)(?: back)?\b"
    r"|\bi mixed (?:that|this|it|something) up\b"
    r"|\b(?:that|this|what you (?:wrote|say|said|understood|noted)) (?:is|was|'s) (?:just |simply |all |plain |so )?"
    r"(?:not (?:true|right|correct|so|what i (?:said|meant|told|wrote)|how it was|the case)|wrong|incorrect|untrue)\b"
    r"|\b(?:actually|no|oh) ,? ?wait\b(?=.{0,20}\b(?:i|we|it|they|there) (?:did|do|have|has|had|was|were|is|are)\b)"
    r"|\b(?:i|we) (?:did not|never) (?:say|said|tell you|told you|claim|claimed|mean|meant) (?:that|this|so)\b"
)
_DOES_NOT = re.compile(r"\b(?:nothing|anything|not) (?:is |was )?wrong\b")


def objects(text: str) -> bool:
    """Whether the words object to what stands, theirs or ours: "scratch that", "you got that wrong"."""
    words = normalised(text)
    return bool(_OBJECTS.search(words)) and not _DOES_NOT.search(words)
