"""What is left of a message without order numbers, addresses and calls (@shop), which tell nothing of the wish."""

from __future__ import annotations

import re

from aftersales.understanding.identifiers import find_identifiers

GONE = "\0"
"""Stands where an identifier stood; it cannot be in a message."""
IDENTIFIERS_ALONE = "here is my order number"
"""Stands for every message that gives identifiers and wants nothing besides."""
CALLS = re.compile(r"(?<!\S)@\w+|https?://\S+|www\.\S+")
DRAWN_OUT = re.compile(r"([a-z!?.])\1{2,}", re.IGNORECASE)
PARTS = re.compile(rf"(?<=[,.;:!?/])(?<!\bno\.)(?<!\bnr\.)\s+|\s+(?=and )|(?<={GONE})\s+|(?<={GONE})(?=[.,])")
WORDS = re.compile(r"[a-z']+")
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
    left, the identifiers are what the message is about, and however they were introduced it reads the same. Calls and
    links go, too, and what is drawn out ("soooo!!!!") is shortened, unless nothing else is there.
    """
    plain = " ".join(DRAWN_OUT.sub(r"\1\1", CALLS.sub(" ", text)).split())
    return _without_identifiers(plain or text)


def _without_identifiers(text: str) -> str:
    identifiers = find_identifiers(text)
    if not identifiers:
        return text
    left = text
    for identifier in sorted(identifiers, key=lambda each: each.start, reverse=True):
        left = left[: identifier.start] + GONE + left[identifier.end :]
    kept = " ".join(part.replace(GONE, "") for part in PARTS.split(left) if _tells(part))
    alone = " ".join(kept.split()).strip(" ,;:/#")
    return IDENTIFIERS_ALONE if FILLING.issuperset(_words(alone)) else alone


def _tells(part: str) -> bool:
    """Whether a part of the message holds words, and more than those that introduce an identifier."""
    words = _words(part)
    return bool(words) and not (GONE in part and BESIDE_IDENTIFIERS.issuperset(words))


def _words(text: str) -> list[str]:
    return WORDS.findall(text.lower())
