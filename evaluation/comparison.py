"""Our turns beside those of the project that `rasa init` makes, measured in the same run: ratios outlive machines.

The two take turns of a few seconds each, so that a machine that is slow for a minute is slow for both.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from evaluation.doors import RasaDoor
from evaluation.init_project import InitProject, dialogues, running_init_project
from evaluation.load import Measured, load
from evaluation.turn_times import TurnTimes, tell, tell_head, tell_wrong, turn_times

WARM_UP_SECONDS = 4.0
ROUNDS = 2000
"""How often the conversation of the `rasa init` project is had at most in one measurement."""
Pair = tuple[Measured, Measured]
"""What was measured of ours and, right after it, of the other."""


@dataclass(frozen=True)
class Side:
    """One of the two: lets so many customers talk to it for so many seconds, and tells the CPU seconds it has used."""

    talk: Callable[[int, float], Measured]
    cpu_seconds: Callable[[], float]


@dataclass(frozen=True)
class Ratios:
    """Ours as a share of the other's: of each pair, and then the median; p99 over all turns of all pairs."""

    median: float
    p99: float
    per_second: float

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> Ratios:
        """The shares that these pairs tell."""
        ours, its = (_together(runs) for runs in zip(*pairs, strict=True))
        return cls(
            statistics.median(our.percentile(0.5) / other.percentile(0.5) for our, other in pairs),
            ours.percentile(0.99) / its.percentile(0.99),
            statistics.median(our.per_second / other.per_second for our, other in pairs),
        )


def tell_comparison(folder: Path, ours: Side, customers: Sequence[int], seconds: float, rounds: int) -> None:
    """Its training, start, turns and memory, and our turns as a share of its.

    It has neither actions nor a database: what it does in a turn is only a part of what ours does.
    """
    with running_init_project(folder) as project:
        typer.echo(
            f"trained in {project.training_seconds:.0f} s, answering {project.start_seconds:.1f} s after its start"
        )
        its = _side(project)
        for side in (ours, its):
            side.talk(1, WARM_UP_SECONDS)
        tell_head()
        for at_once in customers:
            tell_beside(ours, its, at_once, seconds, rounds)
        typer.echo(f"memory: RSS {project.memory().resident:.0f} MiB")


def tell_beside(ours: Side, its: Side, customers: int, seconds: float, rounds: int) -> None:
    """Both lines, ours first, and ours as a share of its."""
    before = [side.cpu_seconds() for side in (ours, its)]
    pairs = [(ours.talk(customers, seconds), its.talk(customers, seconds)) for _ in range(rounds)]
    spent = [side.cpu_seconds() - used for side, used in zip((ours, its), before, strict=True)]
    both = [_line(customers, runs, used) for runs, used in zip(zip(*pairs, strict=True), spent, strict=True)]
    cpu = both[0].cpu_together / both[1].cpu_together
    ratios = Ratios.of(pairs)
    typer.echo(
        f"ours / its: median {ratios.median:.2f}, p99 {ratios.p99:.2f}, "
        f"turns a second {ratios.per_second:.2f}, CPU {cpu:.2f}"
    )


def _line(customers: int, runs: Sequence[Measured], cpu_seconds: float) -> TurnTimes:
    times = turn_times(customers, [_together(runs)], {"all": cpu_seconds})
    tell(times)
    tell_wrong(sum((run.wrong for run in runs), start=Counter()))
    return times


def _together(runs: Sequence[Measured]) -> Measured:
    """All the runs as one."""
    times = [time for run in runs for time in run.times]
    return Measured(times, seconds=sum(run.seconds for run in runs))


def _side(project: InitProject) -> Side:
    def talk(customers: int, seconds: float) -> Measured:
        return load(lambda: RasaDoor(project.port), dialogues(ROUNDS), customers, seconds)

    return Side(talk, project.cpu_seconds)
