"""Which part of a message asks something, and which tells: "yes, but who pays?" does both."""

from __future__ import annotations

import re
from collections.abc import Iterator

QUESTION_MARK = "?"
SENTENCE = re.compile(r"[^?.!\n]+[?.!]*")
PARTS = re.compile(r"[,;]|\b(?:but|and|though)\b", re.IGNORECASE)
_HAPPENED = r" (?:i|we|he|she) (?:\w+ed|got|took|saw|put|had|bought|tried|first|just|was|were)\b"
"""Behind "when" this tells on what occasion something happened: "it was bent when I opened the parcel"."""
ASKING = re.compile(
    rf"\b(who|whom|whose|what|which|where|when(?!{_HAPPENED})|why|how|tell me|explain|wonder)\b"
    r"|^\W*(do|does|did|is|are|am|was|can|could|will|would|should|shall|must|may|have|has)\b",
    re.IGNORECASE,
)


def asks_something(text: str) -> bool:
    """Whether the words ask: by their question mark, or by a word that questions begin with or turn on."""
    return QUESTION_MARK in text or bool(ASKING.search(text))


def told_beside(text: str) -> str:
    """What a message tells beside what it asks: in "yes, but who pays?" the "yes"."""
    told = (part for part, closes_question in _parts(text) if not closes_question and not ASKING.search(part))
    return " ".join(part.strip() for part in told).strip()


def asked_beside(text: str) -> str:
    """What a message asks beside what it tells: in "no. is it free?" the "is it free"."""
    asked = (part for part, closes_question in _parts(text) if closes_question or ASKING.search(part))
    return " ".join(part.strip() for part in asked).strip()


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of each sentence, and whether it is the last one of a sentence with a question mark."""
    for sentence in SENTENCE.findall(text):
        *parts, last = PARTS.split(sentence)
        yield from ((part, False) for part in parts)
        yield last, QUESTION_MARK in sentence
