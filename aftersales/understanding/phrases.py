"""The notation in which policies/heard_as writes how customers say a fact, and its reading as a regular expression.

A phrase is a row of words: `opened|unscrewed the? ... housing` means one of two words, an optional word, up
to four words (a sign or a negation ends it), and a last word. `......` means up to twelve words of the same sentence,
past commas. `<housing>` means any word that words.yml lists under housing. Negations are written out: `did not open`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ruamel.yaml import YAML

GAP = "..."
LONGEST_GAP = 4
LONG_GAP = "......"
LONGEST_LONG_GAP = 12
WORDS_FILE = Path(__file__).with_name("words.yml")
NEGATORS = ("not", "never", "no", "nor", "neither", "without")
"""What a gap never skips, since it would turn the meaning."""


@dataclass(frozen=True)
class Slot:
    """One place of a phrase: the words it accepts, whether it may be absent, and how many words a gap skips."""

    words: tuple[str, ...]
    optional: bool = False
    reach: int = 0

    @property
    def is_gap(self) -> bool:
        """Whether any few words fit here."""
        return self.reach > 0


def parse_phrase(phrase: str) -> tuple[Slot, ...]:
    """Read a phrase of the notation; ValueError names one that is empty, or begins or ends with a gap."""
    slots = tuple(_slot(written) for written in phrase.lower().split())
    if not slots or slots[0].is_gap or slots[-1].is_gap:
        raise ValueError(f"{phrase!r} must begin and end with a word")
    if all(slot.optional for slot in slots):
        raise ValueError(f"{phrase!r} would match nothing at all")
    return slots


@cache
def compile_phrases(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern that finds any of the phrases in normalised text; None when there are no phrases.

    There are only those of the vocabulary: each is read once.
    """
    sources = [_source(parse_phrase(phrase)) for phrase in phrases]
    return re.compile("|".join(sources)) if sources else None


@cache
def words_in(phrases: tuple[str, ...]) -> frozenset[str]:
    """Every word that the phrases accept."""
    return frozenset(word for phrase in phrases for slot in parse_phrase(phrase) for word in slot.words)


def _slot(written: str) -> Slot:
    if written in (GAP, LONG_GAP):
        return Slot((), reach=LONGEST_GAP if written == GAP else LONGEST_LONG_GAP)
    optional = written.endswith("?")
    return Slot(tuple(_words(written.removesuffix("?").split("|"))), optional)


def _words(written: list[str]) -> Iterator[str]:
    for word in written:
        if not word.startswith("<"):
            yield word
        elif word[1:-1] in word_classes():
            yield from word_classes()[word[1:-1]]
        else:
            raise ValueError(f"{word} is not a list of {WORDS_FILE.name}; they are {', '.join(word_classes())}")


@lru_cache(maxsize=1)
def word_classes() -> dict[str, list[str]]:
    """The words of each list of words.yml."""
    classes: dict[str, list[str]] = YAML(typ="safe", pure=True).load(WORDS_FILE)
    return classes


def _source(slots: tuple[Slot, ...]) -> str:
    return r"(?<!\S)" + "".join(_slot_source(slot, number == 0) for number, slot in enumerate(slots)) + r"(?!\S)"


def _slot_source(slot: Slot, is_first: bool) -> str:
    if slot.is_gap:
        return rf"(?: (?!(?:{'|'.join(NEGATORS)})(?!\S))[\w'][\w'-]*){{0,{slot.reach}}}"
    words = "|".join(re.escape(word) for word in slot.words)
    if is_first:
        return rf"(?:(?:{words})(?= |$))?" if slot.optional else f"(?:{words})"
    return rf"(?: (?:{words}))?" if slot.optional else f" (?:{words})"
