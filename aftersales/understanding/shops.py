"""The words that stand where a shop is named: in "the shop is guarantee" or "bought at rma" the last one."""

from __future__ import annotations

import re

from aftersales.understanding.text import normalised

_SHOP = r"(?:shop|store|seller|web ?site|web ?shop)"
_BOUGHT = r"(?:bought|ordered|purchased|got|order|purchase)"
_NAMED = re.compile(
    rf"\b{_SHOP}(?: (?:name|is|was|called|named|:))+ (?P<told>\w+)"
    rf"|\b{_BOUGHT}\b(?: \w+){{0,4}}? (?:from|at)(?: the)?(?: {_SHOP})? (?P<bought>\w+)"
    rf"|\b(?:from|at|in|of) the (?P<before>\w+) {_SHOP}\b"
)


def words_for_a_shop(text: str) -> str:
    """The words in places where a shop is named, for names that are words of the language, too; "" without any."""
    found = _NAMED.finditer(normalised(text))
    return " ".join(word for match in found for word in match.groups() if word)
