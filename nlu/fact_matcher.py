"""spaCy Matcher over the phrases of facts.yml: which facts a message tells in passing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from aftersales.policy.facts import Fact
from aftersales.understanding.heard_as import HeardAs
from aftersales.understanding.phrases import LONGEST_GAP, NEGATORS, Slot, parse_phrase
from nlu.said import Clause

TRUTH = {"yes": "true", "no": "false"}
WISHES = frozenset({"wants"})
WISHED = frozenset({"cancel"})
"""Facts, and values of others, that a request tells: "can you repair it" says what is wanted."""

# spaCy splits "didn't" into "did" and "n't": the pieces that stand for the words of a phrase.
SPELLINGS = {
    "not": ("not", "n't", "nt", "n’t"),
    "can": ("can", "ca"),
    "will": ("will", "wo", "'ll", "’ll", "ll"),
    "have": ("have", "'ve", "’ve"),
    "are": ("are", "'re", "’re"),
    "is": ("is", "'s", "’s", "s"),
    "am": ("am", "'m", "’m"),
    "do": ("do", "d"),
}
COMMON = frozenset(
    {
        "it",
        "i",
        "we",
        "the",
        "a",
        "my",
        "is",
        "was",
        "are",
        "has",
        "have",
        "had",
        "not",
        "never",
        "no",
        "to",
        "in",
        "on",
    }
    | {
        "of",
        "for",
        "and",
        "you",
        "that",
        "this",
        "them",
        "do",
        "did",
        "does",
        "or",
        "with",
        "by",
        "want",
        "need",
        "get",
    }
)
SEVERAL_AT_ONCE = frozenset({"problem"})
"""Facts that a message may give several values: one thing never worked and the other has the wrong colour."""
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
class _Phrase:
    """One phrase of the vocabulary, ready to be looked for; needs are the words of each place that must be filled."""

    fact: str
    value: str
    matcher: Matcher
    needs: tuple[frozenset[str], ...]

    def may_stand_in(self, words: Set[str]) -> bool:
        """Whether a message of these words can hold the phrase, which spares the matcher most of its work."""
        return not any(need.isdisjoint(words) for need in self.needs)


@dataclass(frozen=True)
class _Match:
    """Where a phrase was found (token numbers)."""

    phrase: _Phrase
    start: int
    end: int

    def beats(self, other: _Match) -> bool:
        """Whether it leaves no room for the other: same fact, same place."""
        same_fact = self.phrase.fact == other.phrase.fact
        return same_fact and self.start < other.end and other.start < self.end


class FactMatcher:
    """Finds what is told in passing. Precision first: what is doubtful or told both ways is left out."""

    def __init__(self, vocab: Vocab, facts: Iterable[Fact]) -> None:
        """Compile the phrases of every fact that has some, filed under the words of their rarest place."""
        self._vocab = vocab
        self._filed: dict[str, list[_Phrase]] = defaultdict(list)
        for fact in facts:
            self._file_fact(fact.name, HeardAs.read(fact.heard_as))

    def facts_told(self, doc: Doc) -> tuple[FactTold, ...]:
        """The facts told, in the order of the message; each has one value, save those of which there may be several."""
        told: dict[str, list[FactTold]] = defaultdict(list)
        for match in self._strongest(doc):
            fact = match.phrase.fact
            if value := _value_told(match, Clause(doc, match.start, match.end)):
                span = doc[match.start : match.end]
                told[fact].append(FactTold(fact, value, span.start_char, span.end_char))
        agreed = [each for fact, values in told.items() for each in _agreed(fact, values)]
        return tuple(sorted(agreed, key=lambda fact: fact.start))

    def _file_fact(self, name: str, heard: HeardAs) -> None:
        for value, phrases in heard.in_passing.items():
            self._file(name, TRUTH.get(value, value), phrases)
        self._file(name, DENIED, heard.denied)
        self._file(name, TELLS_NOTHING, heard.unless)

    def _file(self, fact: str, value: str, phrases: Iterable[str]) -> None:
        for written in phrases:
            slots = parse_phrase(written)
            matcher = Matcher(self._vocab, validate=False)
            matcher.add(written, [token_pattern(slots)])
            phrase = _Phrase(
                fact, value, matcher, tuple(frozenset(_spellings(slot.words)) for slot in _required(slots))
            )
            for word in _rarest(slots):
                self._filed[word].append(phrase)

    def _strongest(self, doc: Doc) -> list[_Match]:
        """Of matches of one fact in one place: what tells nothing before all, then the longest."""
        kept: list[_Match] = []
        for match in sorted(self._matches(doc), key=_strength):
            if not any(other.beats(match) for other in kept):
                kept.append(match)
        return kept

    def _matches(self, doc: Doc) -> Iterator[_Match]:
        words = {token.lower_ for token in doc}
        candidates = {id(phrase): phrase for word in words for phrase in self._filed.get(word, ())}
        for phrase in (each for each in candidates.values() if each.may_stand_in(words)):
            for _, start, end in phrase.matcher(doc):
                yield _Match(phrase, start, end)


def _agreed(fact: str, told: list[FactTold]) -> list[FactTold]:
    """One telling of each value; none where a fact that can have but one is told both ways."""
    first_of = {each.value: each for each in sorted(told, key=lambda each: each.start, reverse=True)}
    return list(first_of.values()) if len(first_of) == 1 or fact in SEVERAL_AT_ONCE else []


def _value_told(match: _Match, clause: Clause) -> str:
    """The value that a match tells where it stands; empty if it tells none."""
    value = match.phrase.value
    if value not in TOLD_BY_SHOPS and clause.is_anothers():
        return TELLS_NOTHING
    if value == DENIED:
        return TRUTH["no"] if clause.denies() else TELLS_NOTHING
    return value if value and clause.asserts(match.phrase.fact in WISHES or value in WISHED) else TELLS_NOTHING


def _strength(match: _Match) -> tuple[bool, int, int]:
    return match.phrase.value != TELLS_NOTHING, match.start - match.end, match.start


def _rarest(slots: tuple[Slot, ...]) -> list[str]:
    """The spellings of the place that fewest messages can fill; only they need this phrase looked for."""
    rarest = min(_required(slots), key=lambda slot: (bool(COMMON.intersection(slot.words)), len(slot.words)))
    return _spellings(rarest.words)


def _required(slots: tuple[Slot, ...]) -> list[Slot]:
    return [slot for slot in slots if not slot.is_gap and not slot.optional]


def token_pattern(slots: tuple[Slot, ...]) -> list[dict[str, Any]]:
    """A phrase of facts.yml as a pattern of spaCy's Matcher."""
    return [_slot_pattern(slot) for slot in slots]


def _slot_pattern(slot: Slot) -> dict[str, Any]:
    if slot.is_gap:
        words = {"LOWER": {"NOT_IN": _spellings(NEGATORS)}, "IS_PUNCT": False, "IS_SPACE": False}
        return {**words, "OP": f"{{0,{LONGEST_GAP}}}"}
    return {"LOWER": {"IN": _spellings(slot.words)}, **({"OP": "?"} if slot.optional else {})}


def _spellings(words: Iterable[str]) -> list[str]:
    return [spelling for word in words for spelling in SPELLINGS.get(word, (word,))]
