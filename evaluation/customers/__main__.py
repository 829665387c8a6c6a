"""`make simulate N=1000 SEED=1`: simulated customers talk to an assistant started for them, and are judged."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from aftersales.policy.loader import load_policies
from aftersales.records import schema
from aftersales.records.database import open_engine
from aftersales.settings import LOOPBACK
from evaluation.customers.crowd import Crowd, Judged
from evaluation.customers.drafts import save_draft
from evaluation.customers.report import failures, report
from evaluation.customers.talk import RestDoor
from evaluation.customers.wording import WORKED_WITH
from evaluation.running import settings_of_its_own
from launcher.running_system import running_system

Count = Annotated[int, typer.Option("--count", "-n", help="How many customers")]
Seed = Annotated[int, typer.Option(help="The same seed draws the same customers")]
AtOnce = Annotated[int, typer.Option(help="How many talk at a time")]
Save = Annotated[str, typer.Option("--save-failure", help="Write this failure (its sender id) as a story to finish")]
Said = Annotated[str, typer.Option("--words", help="held-out-2, held-out or worked-with")]
Shown = Annotated[int, typer.Option(help="How many failures to print")]


def main(
    count: Count = 1000,
    seed: Seed = 1,
    at_once: AtOnce = 6,
    words: Said = WORKED_WITH,
    save_failure: Save = "",
    shown: Shown = 10,
) -> None:
    """Start the assistant, let the customers talk, and print what became of them; exit 1 below the target."""
    with tempfile.TemporaryDirectory(prefix="aftersales-simulate-") as folder:
        judged = simulate(Path(folder), count, seed, at_once, words)
    typer.echo("\n".join([*report(judged), "", *failures(judged, shown)]))
    for one in judged:
        if one.talk.sender == save_failure:
            typer.echo(f"\nWritten to {save_draft(one)}")


def simulate(folder: Path, count: int, seed: int, at_once: int, said: str = WORKED_WITH) -> list[Judged]:
    """Every conversation, judged; the assistant and its ledger live in the folder."""
    settings = settings_of_its_own(folder)
    engine = open_engine(settings.database_url, settings.database_timeout_seconds)
    schema.upgrade(engine)
    crowd = Crowd(load_policies(settings.policies), settings.today(), seed, count, at_once, said)
    with running_system(settings, log=folder / "assistant.log"):
        judged = list(crowd.talk(RestDoor(f"http://{LOOPBACK}:{settings.rasa_port}"), engine))
    engine.dispose()
    return judged


if __name__ == "__main__":
    typer.run(main)
