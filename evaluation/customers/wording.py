"""The words of the simulated customers, read from words.yml and the files beside it, and how one of them writes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

Words = Mapping[str, Any]
"""Phrases by what they say, as words.yml has them."""
WORDS = Path(__file__).with_name("words.yml")
WORKED_WITH, HELD_OUT, HELD_OUT_2 = "worked-with", "held-out", "held-out-2"
SAID_OTHERWISE = {
    HELD_OUT: WORDS.with_name("words_held_out.yml"),
    HELD_OUT_2: WORDS.with_name("words_held_out_2.yml"),
}
"""The same said otherwise, as far as it goes; for how well words are understood that nobody has worked with."""
LONG_ENOUGH = 6
"""Shorter words are spelt rightly."""
LETTERS = re.compile(rf"(?<![\w@.#-])[a-z]{{{LONG_ENOUGH},}}(?![\w@.-])")


@cache
def words(said: str = WORKED_WITH) -> Words:
    """The words that have been worked with, or those of another file as far as they go; KeyError for no such file."""
    read: dict[str, Any] = YAML(typ="safe", pure=True).load(WORDS)
    return read if said == WORKED_WITH else {**read, **YAML(typ="safe", pure=True).load(SAID_OTHERWISE[said])}


@dataclass(frozen=True)
class Style:
    """How a customer writes: all in small letters, with commas only, and in how many messages a word is misspelt."""

    small_letters: bool
    bare: bool
    misspells: float

    def write(self, said: str, rng: Random) -> str:
        """The words as this customer types them; addresses and numbers are copied, hence never misspelt."""
        typed = misspelt(said, rng) if rng.random() < self.misspells else said
        if self.bare:
            typed = re.sub(r"[.!](?= )", ",", typed).rstrip(".!")
        return typed.lower() if self.small_letters else typed


def misspelt(said: str, rng: Random) -> str:
    """The words with one slip of the fingers in a long word: two letters swapped, one left out, or one doubled."""
    long_words = list(LETTERS.finditer(said))
    if not long_words:
        return said
    word = rng.choice(long_words)
    place = rng.randrange(word.start() + 1, word.end() - 2)
    before, pair, after = said[:place], said[place : place + 2], said[place + 2 :]
    return before + rng.choice((pair[::-1], pair[0], pair[0] * 2 + pair[1])) + after


def sentences(parts: Sequence[str]) -> str:
    """The parts as one message; each begins a sentence of its own."""
    ended = [part if part[-1] in ".?!," else f"{part}." for part in parts if part]
    return " ".join(part[0].upper() + part[1:] for part in ended)
