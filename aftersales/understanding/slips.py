"""Whether a word is another one, mistyped."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

SHORTEST = 5
"""Shorter words are too near to too many others to be a slip: "full", "felt" and "fell", "came" and "case"."""
DOUBLED = re.compile(r"(.)\1")
LONG_WORD = 8
"""From so many letters on a word may have two slips; in shorter ones two make another word ("repair" of "rear")."""


def is_slip_of(word: str, meant: str) -> bool:
    """Whether the word (both in small letters) is the one meant, or that with slips; its first letter is typed rightly.

    A slip leaves out, adds, changes or swaps one letter: "camara", "tabelt", "batery".
    """
    if word == meant:
        return True
    allowed = 2 if len(meant) >= LONG_WORD else 1
    if word[:1] != meant[:1] or abs(len(word) - len(meant)) > allowed:
        return False
    return _slips(word, meant) <= allowed


def put_right(words: str, known: Collection[str]) -> Iterator[str]:
    """The words once for each way in which one of them, that is not known, may be a known one with slips."""
    written = words.split()
    for place, word in enumerate(written):
        if word.isalpha() and word not in known:
            for meant in known:
                if _may_mean(word, meant):
                    yield " ".join([*written[:place], meant, *written[place + 1 :]])


def _may_mean(word: str, meant: str) -> bool:
    """Whether the word is a slip of the one meant; a short one only where a letter is missing or doubled.

    "mony" is money and "wett" wet, but "full" is not "fell".
    """
    if len(word) >= SHORTEST or (len(word) == SHORTEST - 1 and len(meant) == SHORTEST):
        return is_slip_of(word, meant)
    return DOUBLED.sub(r"\1", word) == meant


def _slips(word: str, meant: str) -> int:
    """The fewest slips between the two (the optimal string alignment distance)."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for at, letter in enumerate(word, start=1):
        earlier, before, row = before, row, [at]
        for place, other in enumerate(meant, start=1):
            slips = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != other))
            if at > 1 and place > 1 and (letter, word[at - 2]) == (meant[place - 2], other):
                slips = min(slips, earlier[place - 2] + 1)
            row.append(slips)
    return row[-1]
