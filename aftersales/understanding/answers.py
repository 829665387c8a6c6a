"""The answer to a question about a fact, read by the fact's type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import chain
from typing import Any, Protocol

from aftersales.understanding.dates import resolve_date
from aftersales.understanding.heard_as import HeardAs
from aftersales.understanding.numbers import read_number
from aftersales.understanding.phrases import compile_phrases, words_in
from aftersales.understanding.slips import put_right
from aftersales.understanding.text import normalised
from aftersales.understanding.yes_no import Assent, read_assent, refuses

AnswerValue = bool | str | int | date
_ARTICLE = re.compile(r"^(?:an?|the|to|some) ")
_OPINION = re.compile(r"\bi (?:think|guess|believe|suppose|assume)\b")
_NO_OPINION = re.compile(r"\b(?:not|no|idea|clue|know|sure|nobody|who)\b")
_ONLY_AN_OPINION = 4
_NONE_OF_THEM = re.compile(
    r"(?:(?:no|nope|nah|none|nothing|neither|not|of|these|those|them|that|this|any|anything|like|all|at|really|[,.!])"
    r"(?: |$))+"
)
_SHORT_ANSWER = 15
"""In so many words at most, said in answer, a mistyped one is looked for."""
_DENIED = re.compile(
    r"\b(?:(?:not|never|no|without|neither|nor)(?: \w+){0,2}"
    r"|(?:nobody|no one|nothing|none)(?: (?!but |and )\w+){0,4}) $"
)
_SUPPOSED = re.compile(r"\b(?:if|unless|whether|suppose|in case)\b[^,.;:!?]*$")
_NOTHING = ""
_YES_NO = {"yes": True, "no": False}


class AskedFact(Protocol):
    """What an answer needs to know about the fact that was asked for."""

    @property
    def type(self) -> str:
        """choice, yes_no, date, number or text."""

    @property
    def values(self) -> Mapping[str, str]:
        """The codes of a choice with their words."""

    @property
    def heard_as(self) -> Any:
        """How customers say it, as policies/heard_as writes it; None when it tells nothing."""


class Standing(Enum):
    """Whether an answer can be used."""

    SAID = "said"
    NOT_KNOWN = "not_known"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Answer:
    """What was answered: `value` (bool, code of a choice, date, number or text) is set when it was SAID."""

    standing: Standing
    value: AnswerValue | None = None

    @classmethod
    def of(cls, value: AnswerValue | None) -> Answer:
        """The answer with this value; None stands for words that could not be read."""
        return UNCLEAR if value is None else cls(Standing.SAID, value)


@dataclass(frozen=True)
class _Span:
    """Where the phrase of a value stands in the words."""

    value: str
    start: int
    end: int

    def overlaps(self, other: _Span) -> bool:
        return self.start < other.end and other.start < self.end


UNCLEAR = Answer(Standing.UNCLEAR)
_UNKNOWN = Standing.NOT_KNOWN.value
NOT_KNOWN = Answer(Standing.NOT_KNOWN)


def read_answer(
    fact: AskedFact, text: str, today: date, *, day_first: bool = True, all_of: int | None = None
) -> Answer:
    """What the customer's words answer to the fact's question.

    `day_first` reads 3/5 as 3 May, `all_of` is the number that "all of them" means. An answer that could be
    read in two ways is unclear, never guessed.
    """
    if fact.type == "yes_no":
        return _yes_no(fact, text)
    said = _said(fact, text, today, day_first, all_of)
    if said is None and read_assent(text) is Assent.NOT_KNOWN:
        return UNCLEAR if _is_an_opinion(text) else NOT_KNOWN
    return NOT_KNOWN if said == _UNKNOWN else Answer.of(said)


def _is_an_opinion(text: str) -> bool:
    """Whether "I guess" stands beside something else: a belief that was not understood, and no lack of one."""
    words = normalised(text)
    return bool(_OPINION.search(words)) and len(words.split()) > _ONLY_AN_OPINION and not _NO_OPINION.search(words)


def _said(fact: AskedFact, text: str, today: date, day_first: bool, all_of: int | None) -> AnswerValue | None:
    if fact.type == "choice":
        return _choice(fact, text)
    if fact.type == "date":
        return resolve_date(text, today, day_first)
    if fact.type == "number":
        return read_number(text, all_of)
    return None if read_assent(text) is Assent.NOT_KNOWN else text.strip() or None


def _yes_no(fact: AskedFact, text: str) -> Answer:
    """The fact's own phrases and the plain yes or no must not contradict each other."""
    assent = read_assent(text)
    if assent is Assent.NOT_KNOWN:
        return NOT_KNOWN
    readings = {_YES_NO[code] for code in _values_heard(fact, text) if code in _YES_NO}
    if assent.value in _YES_NO:
        readings.add(_YES_NO[assent.value])
    return Answer.of(readings.pop()) if len(readings) == 1 else UNCLEAR


def _choice(fact: AskedFact, text: str) -> str | None:
    """The one value named by its code, its words or one of its phrases; None when several or none are.

    "The product itself, I did nothing wrong" names a value: without a doubt in the words it counts, the rest does not.
    """
    named = _values_heard(fact, text) or _values_named(fact, text)
    if read_assent(text) is not Assent.NOT_KNOWN:
        if not named - {_UNKNOWN}:
            named |= _values_mistyped(fact, text)
        if not named and _UNKNOWN in fact.values and _is_a_bare_no(text):
            return _UNKNOWN
        if len(named) > 1:
            named.discard(_UNKNOWN)
    return named.pop() if len(named) == 1 else None


def _is_a_bare_no(text: str) -> bool:
    """Whether the words do no more than refuse what they are asked to choose from: "no, nothing like that"."""
    return refuses(text) and _NONE_OF_THEM.fullmatch(normalised(text)) is not None


def _values_mistyped(fact: AskedFact, text: str) -> set[str]:
    """The values whose phrases occur once a mistyped word is put right: "it got wett" tells an accident."""
    if len(text.split()) > _SHORT_ANSWER:
        return set()
    known = words_in(tuple(chain.from_iterable(HeardAs.read(fact.heard_as).answering().values())))
    return {value for words in put_right(normalised(text), known) for value in _values_in(fact, words)}


def _values_heard(fact: AskedFact, text: str) -> set[str]:
    return _values_in(fact, normalised(text))


def _values_in(fact: AskedFact, words: str) -> set[str]:
    """The values whose phrases occur unnegated; of phrases that overlap only the longest counts."""
    heard = HeardAs.read(fact.heard_as)
    found = [span for value, phrases in heard.answering().items() for span in _spans(value, phrases, words)]
    found += _spans(_NOTHING, heard.unless, words)
    found.sort(key=lambda span: (span.value != _NOTHING, span.start - span.end))
    kept: list[_Span] = []
    for span in found:
        if not _is_not_so(words, span.start) and not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return {span.value for span in kept} - {_NOTHING}


def only_rules_out(fact: AskedFact, text: str) -> bool:
    """Whether the words tell of a choice no more than which of its values it is not: "no drop, no water, nothing"."""
    words, phrases = normalised(text), HeardAs.read(fact.heard_as).answering()
    told = [span for value in phrases if value != _UNKNOWN for span in _spans(value, phrases[value], words)]
    return bool(told) and all(_DENIED.search(words[: span.start]) for span in told)


def _spans(value: str, phrases: tuple[str, ...], words: str) -> list[_Span]:
    pattern = compile_phrases(phrases)
    return [_Span(value, *match.span()) for match in pattern.finditer(words)] if pattern else []


def _values_named(fact: AskedFact, text: str) -> set[str]:
    said = f" {normalised(text)} "
    return {code for code, words in fact.values.items() if any(f" {name} " in said for name in _names(code, words))}


def _names(code: str, words: str) -> tuple[str, str]:
    return code.replace("_", " "), _ARTICLE.sub("", normalised(words))


def _is_not_so(words: str, start: int) -> bool:
    """Whether what stands before says that it did not happen, or only supposes that it did."""
    return bool(_DENIED.search(words[:start]) or _SUPPOSED.search(words[:start]))
