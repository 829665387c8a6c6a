"""Measures how well facts are heard: `python -m evaluation.facts`.

Every sentence of the dataset says what it tells; what is heard besides is wrong, what is not heard is missed. Half of
the sentences are held out: of them only the figures are printed, so that nobody mends the phrases one by one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rasa.shared.nlu.training_data.message import Message
from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML

from aftersales.settings import PROJECT_ROOT
from aftersales.understanding.dates import resolve_date
from nlu.date_extractor import DateExtractor
from nlu.fact_extractor import TOKENIZER, FactExtractor, declared_facts
from nlu.identifier_extractor import IdentifierExtractor
from nlu.quantity_extractor import QuantityExtractor
from nlu.spelling import words_of

DATASET = PROJECT_ROOT / "evaluation" / "datasets" / "facts.yml"
Told = frozenset[tuple[str, str]]
"""Pairs of a name (a fact, or an entity such as order_number) and its value as text."""


@dataclass(frozen=True)
class Sentence:
    """What a customer said, what it tells, and what may be heard in it without being wrong."""

    said: str
    tells: Told
    may_tell: Told


@dataclass(frozen=True)
class Reading:
    """A sentence and what was heard in it."""

    sentence: Sentence
    heard: Told

    @property
    def right(self) -> Told:
        """What was said and heard."""
        return self.heard & self.sentence.tells

    @property
    def wrong(self) -> Told:
        """What was heard and not said."""
        return self.heard - self.sentence.tells - self.sentence.may_tell

    @property
    def missed(self) -> Told:
        """What was said and not heard."""
        return self.sentence.tells - self.heard


@dataclass
class Score:
    """Counts of facts over many readings."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was heard that was said."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The share of what was said that was heard."""
        return self.right / max(self.right + self.missed, 1)


class Ears:
    """All extractors that read facts, without the rest of the pipeline."""

    def __init__(self, today: date) -> None:
        """Load the extractors; days are counted from `today`."""
        self._today = today
        facts = FactExtractor(declared_facts(PROJECT_ROOT / "policies"), words_of(TOKENIZER))
        self._extractors = (IdentifierExtractor(), facts, DateExtractor(), QuantityExtractor())

    def hear(self, said: str) -> Told:
        """What the extractors take the words to tell."""
        messages = [Message.build(said)]
        for extractor in self._extractors:
            messages = extractor.process(messages)
        return frozenset(filter(None, map(self._told, messages[0].get("entities"))))

    def _told(self, entity: dict[str, Any]) -> tuple[str, str] | None:
        """A day that cannot be resolved is not acted upon, so it counts as not heard."""
        if entity["entity"] == "fact":
            name, _, value = str(entity["value"]).partition("=")
            return name, value
        if entity["entity"] == "date":
            day = resolve_date(entity["value"], self._today, day_first=True)
            return (entity.get("role", "date"), day.isoformat()) if day else None
        return entity["entity"], str(entity["value"])


def read_dataset(path: Path) -> tuple[date, list[Sentence]]:
    """The day the sentences are said on, and the sentences."""
    written = YAML(typ="safe", pure=True).load(path)
    sentences = [
        Sentence(entry["said"], _pairs(entry["tells"]), _pairs(entry.get("may_tell", {})))
        for entry in written["sentences"]
    ]
    return written["today"], sentences


def _pairs(written: dict[str, Any]) -> Told:
    return frozenset((name, _as_text(value)) for name, value in written.items())


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def total(readings: list[Reading]) -> Score:
    """All facts of the readings together."""
    return Score(*(sum(len(getattr(one, kind)) for one in readings) for kind in ("right", "wrong", "missed")))


def by_fact(readings: list[Reading]) -> Table:
    """Counts, precision and recall of every fact."""
    scores: dict[str, Score] = {}
    for kind in ("right", "wrong", "missed"):
        counts = Counter(name for one in readings for name, _ in getattr(one, kind))
        for name, count in counts.items():
            setattr(scores.setdefault(name, Score()), kind, count)
    table = Table("fact", "said", "precision", "recall")
    for name, score in sorted(scores.items()):
        table.add_row(name, str(score.right + score.missed), f"{score.precision:.1%}", f"{score.recall:.1%}")
    return table


def mistakes(readings: list[Reading]) -> list[str]:
    """Each sentence that was not heard rightly, with what was wrong (+) and what was missed (-)."""
    lines = []
    for one in readings:
        signs = [f"+{name}={value}" for name, value in sorted(one.wrong)]
        signs += [f"-{name}={value}" for name, value in sorted(one.missed)]
        if signs:
            lines.append(f"{one.sentence.said[:110]}  {' '.join(signs)}")
    return lines


def main(
    dataset: Annotated[Path, typer.Argument(help="Sentences with what they tell")] = DATASET,
    show: Annotated[bool, typer.Option(help="Show the mistakes in the half that is worked with")] = False,
) -> None:
    """Print precision and recall of both halves."""
    console = Console()
    today, sentences = read_dataset(dataset)
    ears = Ears(today)
    readings = [Reading(sentence, ears.hear(sentence.said)) for sentence in sentences]
    halves = {"worked with": readings[::2], "held out": readings[1::2]}
    for name, half in halves.items():
        score = total(half)
        precision, recall = f"precision {score.precision:.1%}", f"recall {score.recall:.1%}"
        console.print(f"{name}: {precision}, {recall} ({len(half)} sentences, {score.right + score.missed} facts)")
    console.print(by_fact(halves["worked with"]))
    if show:
        console.print(*mistakes(halves["worked with"]), sep="\n", markup=False)


if __name__ == "__main__":
    typer.run(main)
