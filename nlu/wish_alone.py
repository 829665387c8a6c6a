"""What is left of a message without numbers, addresses, calls (@shop) and shops, which tell nothing of the wish."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aftersales.understanding.identifiers import find_identifiers, other_numbers

GONE = "\0"
"""Stands where an identifier stood; it cannot be in a message."""
IDENTIFIERS_ALONE = "here is my order number"
"""Stands for every message that gives identifiers and wants nothing besides."""
CALLS = re.compile(r"(?<!\S)@\w+|https?://\S+|www\.\S+")
DRAWN_OUT = re.compile(r"([a-z!?.])\1{2,}", re.IGNORECASE)
PARTS = re.compile(rf"(?<=[,.;:!?/])(?<!\bno\.)(?<!\bnr\.)\s+|\s+(?=and )|(?<={GONE})\s+|(?<={GONE})(?=[.,])")
WORDS = re.compile(r"[a-z']+")
JOINED_ON = re.compile(r"\b(?:from|at|by|of|on|with|in|called)\s*$", re.IGNORECASE)
OWNS = re.compile(r"^['’]s\b")
_POLITE = r"(?:(?:and|so|please|pls|plz|kindly|just|do|(?:can|could|would) (?:you|u)) )"
_SOON = (
    r"(?: (?:soon|asap|as soon as possible|quickly|urgently|today|now|shortly|please|pls|at your earliest convenience))"
)
_ANSWER = r"(?:reply|answer|response|feedback)"
CLOSING = re.compile(
    rf"[\s,.;:!?-]+(?:{_POLITE}*(?:get back to me|let me know|let me hear from you)"
    rf"|{_POLITE}+(?:reply|respond|answer|advise)(?: to me| back| me)?"
    rf"|(?:i am |i'm |am )?look(?:ing)? forward to (?:hearing from you|your (?:\w+ )?{_ANSWER})"
    rf"|(?:i am |i'm |am )?(?:awaiting|waiting for) (?:your|an|a) (?:\w+ )?{_ANSWER}"
    rf"|(?:i )?hope to hear from you|(?:many )?thanks in advance|thank you in advance|(?:best|kind|warm) regards)"
    rf"{_SOON}*[\s.,!?]*$",
    re.IGNORECASE,
)
"""How a letter ends, which tells nothing of what it is about."""
WANTS_SOMEBODY = re.compile(
    r"\b(?:any|some|no)(?:one|body)\W*$|\b(?:person|human|agent|manager|team|people|you|to)\W*$", re.IGNORECASE
)
FEWEST_WORDS = 3
"""A message of fewer words is not told apart from how it ends."""
GREETING = "hi hello hey good morning evening day dear team thanks thank you please"
AGREEING = "ok okay sure yes yeah well so here there sorry"
NAMING = "my the a one order orders ordered purchase number num nr ordernr id code reference invoice"
ADDRESS = "e mail email address account"
JOINING = "i it it's its is was be should think have that this and or with for under on from in as by to of"
FILLING = frozenset(f"{GREETING} {AGREEING} {NAMING} {ADDRESS} {JOINING}".split())
BESIDE_IDENTIFIERS = FILLING | {"no", "says", "find", "used", "use", "can", "made", "placed", "bought"}
"""Beside an identifier these say no more than the filling words do; "no" is short for number there."""


def wish_alone(text: str) -> str:
    """The message without its identifiers and the parts that only introduce them.

    "Order QA-10234, anna@example.com. It never worked" becomes "It never worked". Where nothing but filling words is
    left, the identifiers are what the message is about, and however they were introduced it reads the same. Calls,
    links and a "please get back to me soon" at the end go, too, and what is drawn out ("soooo!!!!") is shortened,
    unless nothing else is there.
    """
    plain = " ".join(DRAWN_OUT.sub(r"\1\1", CALLS.sub(" ", text)).split())
    return _without_closing(_without_identifiers(plain or text))


def without_names(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The message without the names at these places (character offsets) and the words that join them on.

    "My order at Highvalue is late" becomes "My order is late"; a message of nothing else stays as it is.
    """
    left = text
    for start, end in sorted(places, reverse=True):
        before, after = JOINED_ON.sub("", left[:start]).rstrip(), OWNS.sub("", left[end:])
        left = f"{before}{after}" if not after[:1].isalnum() else f"{before} {after}"
    return left.strip() if _words(left) else text


def _without_closing(text: str) -> str:
    """The message without its last words, where they only ask for an answer: not what "can somebody reply" asks."""
    left = CLOSING.sub("", text)
    if left == text or WANTS_SOMEBODY.search(left) or len(_words(left)) < FEWEST_WORDS:
        return text
    return _without_closing(left)


def _without_identifiers(text: str) -> str:
    numbers = [*((each.start, each.end) for each in find_identifiers(text)), *other_numbers(text)]
    if not numbers:
        return text
    left = text
    for start, end in sorted(numbers, reverse=True):
        left = left[:start] + GONE + left[end:]
    kept = " ".join(part.replace(GONE, "") for part in PARTS.split(left) if _tells(part))
    alone = " ".join(kept.split()).strip(" ,;:/#")
    return IDENTIFIERS_ALONE if FILLING.issuperset(_words(alone)) else alone


def _tells(part: str) -> bool:
    """Whether a part of the message holds words, and more than those that introduce an identifier."""
    words = _words(part)
    return bool(words) and not (GONE in part and BESIDE_IDENTIFIERS.issuperset(words))


def _words(text: str) -> list[str]:
    return WORDS.findall(text.lower())
