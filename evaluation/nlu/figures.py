"""The figures: how many messages were understood, how sure the pipeline was, and what was taken for what."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.nlu.labels import NOT_UNDERSTOOD, OUT_OF_SCOPE, TRANSACTIONAL, Case, is_right, label_of


@dataclass(frozen=True)
class Heard:
    """A message and what was made of it: the intent, its best reading, and the two the customer was asked between.

    confidence is that in the best reading's label, ranking all readings with theirs, the best one first.
    """

    case: Case
    intent: str
    confidence: float
    milliseconds: float
    best: str = ""
    between: tuple[str, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()

    @property
    def is_asked_back(self) -> bool:
        """Whether the customer was asked which of two named readings is meant."""
        return bool(self.between)

    @property
    def is_refused(self) -> bool:
        """Whether the customer was told that this is none of our business, or not understood."""
        return self.intent == OUT_OF_SCOPE or (self.intent == NOT_UNDERSTOOD and not self.between)

    @property
    def is_right(self) -> bool:
        """Whether the intent answers the label; a refusal is right for what is out of scope."""
        refused = self.case.label == OUT_OF_SCOPE and self.is_refused
        return refused or is_right(self.case.label, self.intent)

    @property
    def names_right(self) -> bool:
        """Whether one of the two readings named is right."""
        return any(is_right(self.case.label, intent) for intent in self.between)

    @property
    def guess(self) -> str:
        """The label that the message was taken for."""
        return self.case.label if self.is_right else label_of(self.intent)


@dataclass(frozen=True)
class Score:
    """Precision and recall of one label, shares from 0 to 1."""

    messages: int
    recall: float
    precision: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def share(heard: Sequence[Heard], holds: Callable[[Heard], bool] = lambda one: one.is_right) -> float:
    """The share that was understood rightly, or of which something else holds."""
    return sum(map(holds, heard)) / len(heard) if heard else 0.0


def transactional(heard: Sequence[Heard]) -> list[Heard]:
    """The messages that want something done or looked up."""
    return [one for one in heard if one.case.label in TRANSACTIONAL]


def by_label(heard: Sequence[Heard]) -> dict[str, Score]:
    """Precision and recall of every label; a message that was asked back counts as missed."""
    scores = {}
    for label in sorted({one.case.label for one in heard}):
        own = [one for one in heard if one.case.label == label]
        claimed = [one for one in heard if one.guess == label]
        scores[label] = Score(len(own), share(own), share(claimed))
    return scores


def macro_f1(heard: Sequence[Heard]) -> float:
    """The mean of the labels' F1, however many messages each has."""
    return statistics.mean(score.f1 for score in by_label(heard).values())


def out_of_scope(heard: Sequence[Heard]) -> Score:
    """How many messages that are none of our business were refused, and how many of the refused were none."""
    outside = [one for one in heard if one.case.label == OUT_OF_SCOPE]
    refused = [one for one in heard if one.is_refused]
    return Score(len(outside), share(outside), share(refused, lambda one: one.case.label == OUT_OF_SCOPE))


def confusions(heard: Sequence[Heard], most: int = 20) -> list[tuple[str, str, int]]:
    """The commonest mistakes: the label, the intent it was taken for, how often."""
    wrong = Counter((one.case.label, _taken_for(one)) for one in heard if not one.is_right)
    return [(label, intent, count) for (label, intent), count in wrong.most_common(most)]


def _taken_for(one: Heard) -> str:
    return "asked back" if one.is_asked_back else one.intent


@dataclass(frozen=True)
class Bin:
    """Messages of like confidence: how sure the pipeline was on average, and how many best readings were right."""

    messages: int
    confidence: float
    accuracy: float


def reliability(heard: Sequence[Heard], bins: int = 10) -> list[Bin]:
    """Bins of equal width over the confidence in the best reading; empty ones are left out."""
    filled: dict[int, list[Heard]] = {}
    for one in heard:
        filled.setdefault(min(int(one.confidence * bins), bins - 1), []).append(one)
    return [_bin(filled[place]) for place in sorted(filled)]


def _bin(heard: list[Heard]) -> Bin:
    right = share(heard, lambda one: is_right(one.case.label, one.best or one.intent))
    return Bin(len(heard), statistics.mean(one.confidence for one in heard), right)


def calibration_error(heard: Sequence[Heard], bins: int = 10) -> float:
    """The expected calibration error: how far confidence and accuracy lie apart, over the bins by their size."""
    filled = reliability(heard, bins)
    return sum(one.messages * abs(one.confidence - one.accuracy) for one in filled) / max(len(heard), 1)


def milliseconds(heard: Sequence[Heard]) -> tuple[float, float]:
    """The median and the 99th percentile of the time a message took."""
    times = sorted(one.milliseconds for one in heard)
    return statistics.median(times), times[int(len(times) * 0.99)]
