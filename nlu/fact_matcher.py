"""Which facts a message tells in passing, by the phrases of policies/heard_as."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from aftersales.errors import PolicyError
from aftersales.policy.facts import Fact
from aftersales.understanding.heard_as import HeardAs
from nlu.phrase_finder import Phrase, PhraseFinder, Words
from nlu.said import Clause

TRUTH = {"yes": "true", "no": "false"}
WISHES = frozenset({"wants"})
WISHED = frozenset({"cancel"})
"""Facts, and values of others, that a request tells: "can you repair it" says what is wanted."""

SEVERAL_AT_ONCE = frozenset({"problem"})
"""Facts that a message may give several values: one thing never worked and the other has the wrong colour."""
OUTWEIGHED = "change_of_mind"
AT_FAULT = frozenset({"defective", "damaged_in_transit", "wrong_item", "wrong_color", "wrong_specification"})
"""Who dislikes a thing for such a fault has not changed his mind: "not happy with it, the picture is blurred"."""
TOLD_BY_SHOPS = frozenset({"out_of_stock"})
"""Values that others tell the customer: "you wrote that it is sold out"."""
TELLS_NOTHING = ""
DENIED = "denied"
"""What a phrase of `denied` tells before its clause is looked at: a no where it is denied, else nothing."""


@dataclass(frozen=True)
class FactTold:
    """A fact, its value as text, and where the words that tell it stand (character offsets)."""

    fact: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class _Told:
    """What a phrase tells before its clause is looked at."""

    fact: str
    value: str
    deniable: bool = False
    """Whether the fact is false where a phrase for yes is denied."""


@dataclass(frozen=True)
class _Match:
    """Where a phrase was found (token numbers)."""

    told: _Told
    start: int
    end: int

    def beats(self, other: _Match) -> bool:
        """Whether it leaves no room for the other: same fact, same place."""
        same_fact = self.told.fact == other.told.fact
        return same_fact and self.start < other.end and other.start < self.end

    def takes_back(self, other: _Match, value: str) -> bool:
        """Whether what another match told before it holds no longer: "it froze, but now all is well"."""
        return (self.told.fact, self.told.value) == (other.told.fact, value) and other.start <= self.start


class FactMatcher:
    """Finds what is told in passing. Precision first: what is doubtful or told both ways is left out."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Read the phrases of every fact that has some; one that cannot be read is a PolicyError."""
        facts = tuple(facts)
        self._phrases = PhraseFinder(phrase for fact in facts for phrase in _phrases_of(fact))
        self._taking_back = PhraseFinder(phrase for fact in facts for phrase in _phrases_taking_back(fact))

    def facts_told(self, doc: Doc) -> tuple[FactTold, ...]:
        """The facts told, in the order of the message; each has one value, save those of which there may be several."""
        told: dict[str, list[FactTold]] = defaultdict(list)
        words = Words(doc)
        taking_back = [match for match, value in self._valued(self._taking_back, words) if value]
        for match, value in self._strongest(words):
            if value and not any(later.takes_back(match, value) for later in taking_back):
                span = doc[match.start : match.end]
                told[match.told.fact].append(FactTold(match.told.fact, value, span.start_char, span.end_char))
        agreed = [each for fact, values in told.items() for each in _agreed(fact, values)]
        return tuple(sorted(agreed, key=lambda fact: fact.start))

    def _strongest(self, words: Words) -> Iterator[tuple[_Match, str]]:
        """Of matches of one fact in one place the strongest, with the value that each tells (empty for none)."""
        kept: list[_Match] = []
        for match, value in sorted(self._valued(self._phrases, words), key=_strength):
            if not any(other.beats(match) for other in kept):
                kept.append(match)
                yield match, value

    def _valued(self, phrases: PhraseFinder[_Told], words: Words) -> Iterator[tuple[_Match, str]]:
        """Every match with the value that it tells where it stands."""
        for found in phrases.found_in(words):
            match = _Match(*found)
            yield match, _value_told(match, Clause(words.said, match.start, match.end))


def _phrases_of(fact: Fact) -> Iterator[Phrase[_Told]]:
    heard = HeardAs.read(fact.heard_as)
    for value, phrases in heard.in_passing.items():
        yield from _phrases(
            fact, _Told(fact.name, TRUTH.get(value, value), value == "yes" and bool(heard.denied)), phrases
        )
    yield from _phrases(fact, _Told(fact.name, DENIED), heard.denied)
    yield from _phrases(fact, _Told(fact.name, TELLS_NOTHING), heard.unless)


def _phrases_taking_back(fact: Fact) -> Iterator[Phrase[_Told]]:
    for value, phrases in HeardAs.read(fact.heard_as).taken_back.items():
        yield from _phrases(fact, _Told(fact.name, TRUTH.get(value, value)), phrases)


def _phrases(fact: Fact, told: _Told, phrases: Iterable[str]) -> Iterator[Phrase[_Told]]:
    for written in phrases:
        try:
            yield Phrase(written, told)
        except ValueError as error:
            where = f"{fact.heard_in}: fact {fact.name}, value {told.value or 'unless'}"
            raise PolicyError(str(error), where, "the notation stands in understanding/phrases.py") from error


def _agreed(fact: str, told: list[FactTold]) -> list[FactTold]:
    """One telling of each value; none where a fact that can have but one is told both ways."""
    first_of = {each.value: each for each in sorted(told, key=lambda each: each.start, reverse=True)}
    if not AT_FAULT.isdisjoint(first_of):
        first_of.pop(OUTWEIGHED, None)
    return list(first_of.values()) if len(first_of) == 1 or fact in SEVERAL_AT_ONCE else []


def _value_told(match: _Match, clause: Clause) -> str:
    """The value that a match tells where it stands; empty if it tells none."""
    value = match.told.value
    if value not in TOLD_BY_SHOPS and clause.is_anothers():
        return TELLS_NOTHING
    if value == DENIED or (match.told.deniable and clause.denies()):
        return TRUTH["no"] if clause.denies() else TELLS_NOTHING
    return value if value and clause.asserts(match.told.fact in WISHES or value in WISHED) else TELLS_NOTHING


def _strength(valued: tuple[_Match, str]) -> tuple[bool, bool, int, int]:
    """What forbids a telling before all, then what tells something where it stands, and the longest of these."""
    match, value = valued
    return match.told.value != TELLS_NOTHING, value == TELLS_NOTHING, match.start - match.end, match.start
