"""Turn times of several measurements in a line of a table, and what was answered wrongly."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import typer

from evaluation.load import Measured

MILLISECONDS = 1000


@dataclass(frozen=True)
class TurnTimes:
    """With so many customers at once: milliseconds a turn (median, p95, p99), turns a second, CPU milliseconds a turn.

    CPU time is told by process; each figure is the median over the runs.
    """

    customers: int
    median: float
    p95: float
    p99: float
    per_second: float
    turns: int
    cpu: Mapping[str, float]

    @property
    def cpu_together(self) -> float:
        """CPU milliseconds that all processes spend on a turn."""
        return sum(self.cpu.values())


def turn_times(customers: int, runs: Sequence[Measured], cpu_seconds: Mapping[str, float]) -> TurnTimes:
    """The figures of several runs, and of the CPU seconds that the processes spent on them."""
    turns = sum(len(run.times) for run in runs)
    median, p95, p99 = (statistics.median(run.percentile(part) for run in runs) for part in (0.5, 0.95, 0.99))
    cpu = {name: seconds / turns * MILLISECONDS for name, seconds in cpu_seconds.items()}
    return TurnTimes(customers, median, p95, p99, statistics.median(run.per_second for run in runs), turns, cpu)


def tell_head() -> None:
    """The head of the table."""
    typer.echo(
        f"{'customers':>9} {'median ms':>9} {'p95 ms':>7} {'p99 ms':>7} {'turns/s':>8} {'turns':>6}  CPU ms a turn"
    )


def tell(times: TurnTimes) -> None:
    """One line of the table."""
    cpu = ", ".join(f"{name} {spent:.1f}" for name, spent in times.cpu.items())
    typer.echo(
        f"{times.customers:>9} {times.median:>9.1f} {times.p95:>7.1f} {times.p99:>7.1f} {times.per_second:>8.1f} "
        f"{times.turns:>6}  {cpu}"
    )


def tell_wrong(wrong: Counter[str]) -> None:
    """The answers that were not as expected; a measurement with any is worth nothing."""
    for words, count in wrong.most_common():
        typer.echo(f"WRONG {count} times: {words}")
