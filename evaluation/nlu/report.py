"""The figures as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from evaluation.nlu.figures import (
    Heard,
    by_label,
    calibration_error,
    confusions,
    macro_f1,
    milliseconds,
    out_of_scope,
    reliability,
    share,
    transactional,
)
from evaluation.nlu.labels import Case


@dataclass(frozen=True)
class Measured:
    """What a pipeline made of the file, and of our own examples (empty where that was not asked for)."""

    name: str
    heard: list[Heard]
    own: list[Heard]
    training_seconds: float


def percent(part: float) -> str:
    """A share in percent."""
    return f"{100 * part:.1f} %"


def side_by_side(pipelines: Sequence[Measured]) -> Table:
    """One line for each pipeline."""
    table = Table("pipeline", "own", "own F1", "file", "file F1", "requests", "asked back", "out of scope R / P")
    for heading in ("ECE", "ms p50 / p99", "training s"):
        table.add_column(heading)
    for one in pipelines:
        median, slowest = milliseconds(one.heard)
        outside = out_of_scope(one.heard)
        own = (percent(share(one.own)), percent(macro_f1(one.own))) if one.own else ("-", "-")
        table.add_row(
            one.name,
            *own,
            percent(share(one.heard)),
            percent(macro_f1(one.heard)),
            percent(share(transactional(one.heard))),
            percent(share(one.heard, lambda each: each.is_asked_back)),
            f"{percent(outside.recall)} / {percent(outside.precision)}",
            f"{calibration_error(one.heard):.3f}",
            f"{median:.1f} / {slowest:.1f}",
            f"{one.training_seconds:.0f}",
        )
    return table


def details(console: Console, title: str, heard: Sequence[Heard]) -> None:
    """Everything about one pipeline on one set of messages."""
    median, slowest = milliseconds(heard)
    console.rule(title)
    console.print(
        f"accuracy {percent(share(heard))} of {len(heard)}, macro-F1 {percent(macro_f1(heard))}, "
        f"requests {percent(share(transactional(heard)))}",
        *_unsure(heard),
        f"time a message: median {median:.1f} ms, p99 {slowest:.1f} ms",
        sep="\n",
    )
    for table in (_labels(heard), _confusions(heard), _reliability(heard)):
        console.print(table)
    console.print(_groups("style", heard, lambda case: case.style))
    console.print(_groups("source", heard, lambda case: case.source.partition(":")[0]))


def _unsure(heard: Sequence[Heard]) -> list[str]:
    asked = [one for one in heard if one.is_asked_back]
    named = percent(share(asked, lambda one: one.names_right))
    outside = out_of_scope(heard)
    return [
        f"asked back between two: {len(asked)}, of which {named} name the right one",
        f"out of scope: recall {percent(outside.recall)}, precision {percent(outside.precision)}",
    ]


def _labels(heard: Sequence[Heard]) -> Table:
    table = Table("label", "messages", "recall", "precision", "F1")
    for label, score in by_label(heard).items():
        table.add_row(label, str(score.messages), percent(score.recall), percent(score.precision), percent(score.f1))
    return table


def _confusions(heard: Sequence[Heard]) -> Table:
    table = Table("label", "taken for", "messages")
    for label, intent, count in confusions(heard):
        table.add_row(label, intent, str(count))
    return table


def _reliability(heard: Sequence[Heard]) -> Table:
    table = Table(
        "sure by", "messages", "best reading right", title=f"expected calibration error {calibration_error(heard):.3f}"
    )
    for each in reliability(heard):
        table.add_row(percent(each.confidence), str(each.messages), percent(each.accuracy))
    return table


def _groups(heading: str, heard: Sequence[Heard], group: Callable[[Case], str]) -> Table:
    table = Table(heading, "messages", "accuracy", "asked back")
    for name in sorted({group(one.case) for one in heard}):
        own = [one for one in heard if group(one.case) == name]
        table.add_row(name, str(len(own)), percent(share(own)), percent(share(own, lambda each: each.is_asked_back)))
    return table
