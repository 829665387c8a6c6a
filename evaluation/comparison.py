"""Our turns beside those of the project that `rasa init` makes, measured in the same run: ratios outlive machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer

from evaluation.doors import RasaDoor
from evaluation.init_project import InitProject, dialogues, running_init_project
from evaluation.load import Measured, load
from evaluation.turn_times import TurnTimes, tell, tell_head, tell_wrong, turn_times

WARM_UP_SECONDS = 4.0
ROUNDS = 2000
"""How often its conversation is had at most in one measurement."""


def tell_comparison(folder: Path, ours: Sequence[TurnTimes], seconds: float, repeats: int) -> None:
    """Its training, start, turns and memory, and our turns as a share of its.

    It has neither actions nor a database: what it does in a turn is only a part of what ours does.
    """
    with running_init_project(folder) as project:
        typer.echo(
            f"trained in {project.training_seconds:.0f} s, answering {project.start_seconds:.1f} s after its start"
        )
        measured(project, 1, WARM_UP_SECONDS)
        tell_head()
        for times in ours:
            tell_beside(times, theirs(project, times.customers, seconds, repeats))
        typer.echo(f"memory: RSS {project.memory().resident:.0f} MiB")


def theirs(project: InitProject, customers: int, seconds: float, repeats: int) -> TurnTimes:
    """Its turns with so many customers."""
    before = project.cpu_seconds()
    runs = [measured(project, customers, seconds) for _ in range(repeats)]
    tell_wrong(sum((run.wrong for run in runs), start=Counter()))
    return turn_times(customers, runs, {"Rasa": project.cpu_seconds() - before})


def measured(project: InitProject, customers: int, seconds: float) -> Measured:
    """One measurement."""
    return load(lambda: RasaDoor(project.port), dialogues(ROUNDS), customers, seconds)


def tell_beside(ours: TurnTimes, its: TurnTimes) -> None:
    """Its line, and ours as a share of it."""
    tell(its)
    typer.echo(
        f"ours / its: median {ours.median / its.median:.2f}, p99 {ours.p99 / its.p99:.2f}, "
        f"turns a second {ours.per_second / its.per_second:.2f}, CPU {ours.cpu_together / its.cpu_together:.2f}"
    )
