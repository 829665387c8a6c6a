"""What is left of a message without the order number and e-mail address, which say nothing about what is wanted."""

from __future__ import annotations

import re

from aftersales.understanding.identifiers import find_identifiers

GONE = "\0"
"""Stands where an identifier stood; it cannot be in a message."""
PARTS = re.compile(rf"(?<=[,.;:!?/])\s+|\s+(?=and )|(?<={GONE})\s+|(?<={GONE})(?=[.,])")
WORDS = re.compile(r"[a-z']+")
GREETING = "hi hello thanks"
NAMING = "my the order orders purchase number no nr id email e mail address"
JOINING = "is it its and with for under on from in"
AROUND_IDENTIFIERS = frozenset(f"{GREETING} {NAMING} {JOINING}".split())
FEWEST_WORDS = 2


def wish_alone(text: str) -> str:
    """The message without its identifiers and the parts that only introduce them.

    "Order QA-10234, anna@example.com. It never worked" becomes "It never worked". A message that says little else
    is given back as it is, for then the identifiers are what it is about.
    """
    identifiers = find_identifiers(text)
    if not identifiers:
        return text
    left = text
    for identifier in sorted(identifiers, key=lambda each: each.start, reverse=True):
        left = left[: identifier.start] + GONE + left[identifier.end :]
    kept = " ".join(part.replace(GONE, "") for part in PARTS.split(left) if _tells(part))
    alone = " ".join(kept.split()).strip(" ,;:/#")
    return alone if len(WORDS.findall(alone.lower())) >= FEWEST_WORDS else text


def _tells(part: str) -> bool:
    """Whether a part of the message holds words, and more than those that introduce an identifier."""
    words = WORDS.findall(part.lower())
    return bool(words) and not (GONE in part and AROUND_IDENTIFIERS.issuperset(words))
