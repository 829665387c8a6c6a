"""How fast and how big the assistant is: `make bench`, or `python -m evaluation.bench --help`.

Every figure is the median over repeats. Times of a machine that others use too are worth only as much as the
disturbance told beside them; CPU time a turn suffers least from it.
"""

from __future__ import annotations

import functools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from aftersales.settings import PROJECT_ROOT, Settings
from evaluation import decisions
from evaluation.comparison import Side, tell_comparison
from evaluation.dialogues import Script, endless, read_scripts
from evaluation.doors import RasaDoor
from evaluation.front import tell_front, tell_weight
from evaluation.load import Measured, around, load, long_conversation
from evaluation.machine import circumstances, watched
from evaluation.running import Assistant, running_assistant
from evaluation.turn_times import tell, tell_head, tell_wrong, turn_times
from launcher.environment import child_environment

CUSTOMERS = (1, 16)
ROUNDS = 120
"""How often each conversation is had at most in one measurement."""
WARM_UP_SECONDS = 4.0
EARLY, LATE, WIDTH = 10, 200, 8
"""The turns of a long conversation that are compared, and over how many turns from there the median is taken."""
Seconds = Annotated[float, typer.Option(help="How long customers talk in one measurement")]
Repeats = Annotated[int, typer.Option(min=1, help="How often each measurement is made")]
Training = Annotated[bool, typer.Option("--training/--no-training", help="Train from nothing as well")]
Compare = Annotated[
    bool, typer.Option("--compare/--no-compare", help="Make, train and measure a `rasa init` project as well")
]
Engine = Annotated[bool, typer.Option("--engine/--no-engine", help="Measure deciding and linting as well")]


def main(
    seconds: Seconds = 8.0,
    repeats: Repeats = 3,
    training: Training = True,
    engine: Engine = True,
    compare: Compare = True,
) -> None:
    """Measure and print everything."""
    typer.echo(circumstances())
    if engine:
        observed("Deciding", decisions.main)
    with tempfile.TemporaryDirectory(prefix="aftersales-bench-") as folder:
        for start in range(repeats - 1):
            observed(f"Start {start + 1}", lambda: tell_start(Path(folder)))
        with running_assistant(Path(folder)) as assistant:
            typer.echo(f"\nStart {repeats}: {assistant.start_seconds:.1f} s until both answer")
            observed("Turns", lambda: tell_turns(assistant, seconds, repeats))
            observed("A long conversation", lambda: tell_long_conversation(assistant, repeats))
            observed("The web process in front", lambda: tell_front(assistant, seconds, repeats))
            tell_weight(assistant)
            tell_memory(assistant)
            if compare:
                beside = functools.partial(tell_comparison, Path(folder), side(assistant), CUSTOMERS)
                observed("Beside the project of `rasa init`", lambda: beside(seconds / 2, 4 * repeats))
        if training:
            observed("Training from nothing", lambda: tell_training(Path(folder)))


def observed(title: str, measure: Callable[[], None]) -> None:
    """Measure under a title, and tell afterwards how disturbed the machine was."""
    typer.echo(f"\n{title}")
    with watched() as disturbance:
        measure()
    typer.echo(f"({disturbance})")


def tell_start(folder: Path) -> None:
    """The time until both servers answer."""
    with running_assistant(folder) as assistant:
        typer.echo(f"{assistant.start_seconds:.1f} s until both answer")


def tell_turns(assistant: Assistant, seconds: float, repeats: int) -> None:
    """Turn times and throughput with one customer and with many."""
    scripts = read_scripts()
    measure(assistant, scripts, 1, WARM_UP_SECONDS)
    tell_head()
    for customers in CUSTOMERS:
        before = assistant.cpu_seconds()
        runs = [measure(assistant, scripts, customers, seconds) for _ in range(repeats)]
        tell(turn_times(customers, runs, spent(assistant, before)))
        tell_wrong(sum((run.wrong for run in runs), start=Counter()))


def measure(assistant: Assistant, scripts: Sequence[Script], customers: int, seconds: float) -> Measured:
    """One measurement."""
    return load(lambda: RasaDoor(assistant.port), assistant.orders.dialogues(scripts, ROUNDS), customers, seconds)


def side(assistant: Assistant) -> Side:
    """Ours, to be compared with another."""
    scripts = read_scripts()
    return Side(
        lambda customers, seconds: measure(assistant, scripts, customers, seconds),
        lambda: sum(assistant.cpu_seconds().values()),
    )


def spent(assistant: Assistant, before: dict[str, float]) -> dict[str, float]:
    """CPU seconds that each process has used since."""
    return {name: seconds - before[name] for name, seconds in assistant.cpu_seconds().items()}


def tell_long_conversation(assistant: Assistant, repeats: int) -> None:
    """Whether turns grow slower in a conversation that does not end."""
    (script,) = read_scripts(endless=True)
    runs = []
    for turns in assistant.orders.dialogues([script], repeats):
        runs.append(long_conversation(RasaDoor(assistant.port), [*islice(endless(script, turns), LATE + WIDTH)]))
        tell_wrong(runs[-1].wrong)
    early, late = (statistics.median(around(run, turn, WIDTH) for run in runs) for turn in (EARLY, LATE))
    typer.echo(f"turn {EARLY}: {early:.1f} ms, turn {LATE}: {late:.1f} ms, ratio {late / early:.2f}")


def tell_memory(assistant: Assistant) -> None:
    """Memory of each process after all that."""
    typer.echo("\nMemory in MiB")
    sizes = assistant.memory()
    for name, size in sizes.items():
        typer.echo(f"{name:<14} RSS {size.resident:>6.0f}  PSS {size.proportional:>6.0f}")
    resident = sum(size.resident for size in sizes.values())
    typer.echo(f"{'together':<14} RSS {resident:>6.0f}  PSS {sum(size.proportional for size in sizes.values()):>6.0f}")


def tell_training(folder: Path) -> None:
    """The time that `rasa train` takes without a cache, into a folder of its own."""
    environment = child_environment(Settings.from_environment()) | {"RASA_CACHE_DIRECTORY": str(folder / "cache")}
    command = [
        sys.executable,
        "-m",
        "serving.rasa_command",
        "train",
        "--augmentation",
        "0",
        "--out",
        str(folder / "models"),
    ]
    begun = time.monotonic()
    subprocess.run(
        command, cwd=PROJECT_ROOT, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    typer.echo(f"{time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("WEB_MESSAGES_A_MINUTE", "1000000")
    typer.run(main)
