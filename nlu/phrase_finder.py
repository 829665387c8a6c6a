"""Finds the phrases of policies/heard_as in the words of a message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Generic, TypeVar

from spacy.tokens import Doc

from aftersales.understanding.phrases import LONGEST_GAP, NEGATORS, Slot, parse_phrase

Meaning = TypeVar("Meaning")

SPELLINGS = {
    "not": ("not", "n't", "nt", "n’t"),
    "can": ("can", "ca"),
    "will": ("will", "wo", "'ll", "’ll", "ll"),
    "have": ("have", "'ve", "’ve", "ve", "hav"),
    "are": ("are", "'re", "’re", "re"),
    "is": ("is", "'s", "’s", "s"),
    "am": ("am", "'m", "’m", "m"),
    "do": ("do", "d"),
    "does": ("does", "dose", "dos"),
    "would": ("would", "'d", "’d", "d"),
    "give": ("give", "gim"),
    "want": ("want", "wan"),
    "to": ("to", "na"),
}
"""spaCy parts "didn't" into "did" and "n't": the pieces that stand for the words of a phrase."""
_LITTLE = "it i we the a my is was are has have had not never no to in on of for and you that this them do did does"
_FREQUENT = (
    "or with by want need get got . , ! 's an be me but can at your so from when all one new now back out up just"
)
COMMON = frozenset(f"{_LITTLE} {_FREQUENT} still sent came order again any only off after".split())
"""Words of nearly every message: a phrase is not filed under them if it has others."""


END = "."
"""Stands behind the last word as well, so that a phrase may tell that nothing follows."""


class Words:
    """The words of a message as phrases see them: in lower case, an END behind them, and which a gap may skip."""

    def __init__(self, doc: Doc) -> None:
        self.said = [*(token.lower_ for token in doc), END]
        self.different = frozenset(self.said)
        self._doc = doc

    @cached_property
    def skippable(self) -> list[bool]:
        """For each word whether a gap may hold it: no sign, and nothing that turns the meaning or supposes."""
        return [
            not (token.is_punct or token.is_space or word in _TURNING or word in _SUPPOSING)
            for token, word in zip(self._doc, self.said, strict=False)
        ] + [False]

    @cached_property
    def passable(self) -> list[bool]:
        """For each word whether a long gap may hold it: no end of a sentence, nothing that denies or supposes."""
        return [
            not (token.is_space or word in _SENTENCE_ENDS or word in _TURNING or word in _SUPPOSING)
            for token, word in zip(self._doc, self.said, strict=False)
        ] + [False]


@dataclass(frozen=True)
class _Place:
    """One place of a phrase with every spelling it accepts; a gap accepts none by name."""

    words: frozenset[str]
    optional: bool
    reach: int

    @classmethod
    @cache
    def of(cls, slot: Slot) -> _Place:
        """The place that a slot leaves; equal slots share theirs, of which there are thousands."""
        return cls(frozenset(spellings(slot.words)), slot.optional, slot.reach)

    @property
    def is_required(self) -> bool:
        return not (self.reach or self.optional)


class Phrase(Generic[Meaning]):
    """One phrase, ready to be looked for, and what it means."""

    def __init__(self, written: str, meaning: Meaning) -> None:
        """Read the phrase; ValueError where it is none."""
        self.meaning = meaning
        self._places = [_Place.of(slot) for slot in parse_phrase(written)]
        self._needs = sorted((place.words for place in self._places if place.is_required), key=len)
        first = next(at for at, place in enumerate(self._places) if place.is_required)
        self._opening = frozenset().union(*(place.words for place in self._places[: first + 1]))

    @property
    def rarest(self) -> frozenset[str]:
        """The words of the place that fewest messages can fill."""
        return min(self._needs, key=lambda words: (bool(COMMON & words), len(words)))

    def may_stand_in(self, words: frozenset[str]) -> bool:
        """Whether a message of these words can hold the phrase, which spares most of the looking."""
        return not any(map(words.isdisjoint, self._needs))

    def found_in(self, words: Words) -> Iterator[tuple[int, int]]:
        """Where it stands, each time with the numbers of its first word and of the one behind its last."""
        for start, word in enumerate(words.said):
            if word in self._opening:
                yield from {(start, end) for end in self._ends(words, start, 0)}

    def _ends(self, words: Words, at: int, number: int) -> Iterator[int]:
        """Where the rest of the phrase, from the place of this number on, can end if it begins at a word."""
        if number == len(self._places):
            yield at
            return
        place = self._places[number]
        if place.reach:
            for skipped in _ways_to_skip(words, at, place.reach):
                yield from self._ends(words, skipped, number + 1)
            return
        if at < len(words.said) and words.said[at] in place.words:
            yield from self._ends(words, at + 1, number + 1)
        if place.optional:
            yield from self._ends(words, at, number + 1)


class PhraseFinder(Generic[Meaning]):
    """Many phrases, filed so that a message is held against few of them."""

    def __init__(self, phrases: Iterable[Phrase[Meaning]]) -> None:
        self._filed: dict[str, list[Phrase[Meaning]]] = defaultdict(list)
        for phrase in phrases:
            for word in phrase.rarest:
                self._filed[word].append(phrase)

    def found_in(self, words: Words) -> Iterator[tuple[Meaning, int, int]]:
        """Every phrase that the message holds: what it means, its first word, and the one behind its last."""
        candidates = {id(each): each for word in words.different for each in self._filed.get(word, ())}
        for phrase in candidates.values():
            if phrase.may_stand_in(words.different):
                for start, end in phrase.found_in(words):
                    yield phrase.meaning, start, end


def spellings(words: Iterable[str]) -> list[str]:
    """Each word as it stands in a message, where a contraction may have cut it short."""
    return [spelling for word in words for spelling in SPELLINGS.get(word, (word,))]


def _ways_to_skip(words: Words, at: int, reach: int) -> Sequence[int]:
    may_skip = words.skippable if reach == LONGEST_GAP else words.passable
    end = at
    while end < len(words.said) and end - at < reach and may_skip[end]:
        end += 1
    return range(at, end + 1)


_TURNING = frozenset(spellings(NEGATORS))
_SENTENCE_ENDS = frozenset({".", "!", "?", "...", "…"})
_SUPPOSING = frozenset({"if", "whether", "unless", "might", "could", "would", "should", "hope"})
