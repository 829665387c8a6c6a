"""Measures how well customers are understood: `python -m evaluation.nlu FILE [--pipeline NAME ...]`.

Each line of the file has a text and a label, and may have style and source. Every pipeline is trained on our examples
and hears the file; and hears our own examples, each trained without it. Texts are never shown.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from aftersales.settings import PROJECT_ROOT
from evaluation.machine import watched
from evaluation.nlu.folds import Examples, cross_validated
from evaluation.nlu.labels import Case, overlap, read_cases, read_examples
from evaluation.nlu.pipelines import OURS, config_of, hear, names, quietly_on_one_core, train
from evaluation.nlu.report import Measured, details, side_by_side

EXAMPLES = PROJECT_ROOT / "data" / "nlu"


def measure(name: str, examples: Examples, cases: list[Case], folds: int) -> Measured:
    """Train the pipeline and let it hear everything."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        model = train(config_of(name), examples, Path(folder))
        took = time.monotonic() - began
        heard = asyncio.run(hear(model, cases))
    own = cross_validated(config_of(name), examples, folds) if folds else []
    return Measured(name, heard, own, took)


def main(
    customers: Annotated[Path, typer.Argument(help="JSON Lines with text and label")],
    pipeline: Annotated[
        list[str] | None, typer.Option(help="A file of evaluation/pipelines, `all`, or `ours`, which is the default")
    ] = None,
    folds: Annotated[int, typer.Option(help="Parts of our own examples for cross-validation; 0 leaves it out")] = 5,
) -> None:
    """Print everything about each pipeline, and all of them side by side."""
    quietly_on_one_core()
    console = Console(width=150)
    cases, examples = read_cases(customers), read_examples(EXAMPLES)
    with watched() as disturbance:
        chosen = names() if pipeline == ["all"] else pipeline or [OURS]
        measured = [measure(name, examples, cases, folds) for name in chosen]
    for one in measured:
        details(console, f"{one.name} on {customers.name}", one.heard)
        if one.own:
            details(console, f"{one.name} on our own examples, in {folds} parts", one.own)
    console.print(side_by_side(measured))
    console.print(f"{len(examples)} examples; of the file {len(overlap(cases, examples))} stand word for word in them")
    console.print(f"{disturbance}")


if __name__ == "__main__":
    typer.run(main)
