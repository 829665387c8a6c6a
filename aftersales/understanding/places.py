"""Which of several things words mean by its place among them: "the second one", "the latter", "the last"."""

from __future__ import annotations

import re
from itertools import pairwise

PLACES = (
    ("first", "1st", "former"),
    ("second", "2nd", "latter"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
    ("sixth", "6th"),
)
LAST = "last"
MOMENT = ("a", "one", "few", "split")
"""Before "second" these speak of time."""
WORD = re.compile(r"[a-z0-9]+")


def place_named(text: str, count: int) -> int | None:
    """The place, from 0, of the one of `count` things that the words name; None where they name none, or several."""
    words = WORD.findall(text.lower())
    said = {word for before, word in pairwise(["", *words]) if before not in MOMENT}
    named = {place for place, names in enumerate(PLACES[:count]) if said.intersection(names)}
    if count and LAST in said:
        named.add(count - 1)
    return named.pop() if len(named) == 1 else None
