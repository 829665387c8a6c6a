"""What the web process costs: the time it adds to a turn, what it bears at once, and the chat's weight on the wire."""

from __future__ import annotations

import http.client
import statistics
from itertools import islice
from pathlib import Path

import typer

from aftersales.settings import LOOPBACK, PROJECT_ROOT
from evaluation.dialogues import endless, read_scripts
from evaluation.doors import PATIENCE_SECONDS, RasaDoor, WebDoor
from evaluation.load import Measured, load
from evaluation.running import Assistant

SHOP = "qualir"
"""The shop of the orders in the endless conversation."""
CONVERSATIONS = (16, 64)
TURNS = 4000
CHAT = ("chat*.js", "chat*.css")
STATIC = PROJECT_ROOT / "web" / "static"


def tell_front(assistant: Assistant, seconds: float, repeats: int) -> None:
    """The turns of one customer by both doors in alternation, then many conversations through the web process."""
    through(assistant, is_front=True, customers=1, seconds=min(seconds, 4.0))
    alone, front = [], []
    for _ in range(repeats):
        alone.append(through(assistant, is_front=False, customers=1, seconds=seconds))
        front.append(through(assistant, is_front=True, customers=1, seconds=seconds))
    of_rasa, of_both = (statistics.median(run.percentile(0.5) for run in runs) for runs in (alone, front))
    typer.echo(
        f"median turn: Rasa alone {of_rasa:.1f} ms, by the web process {of_both:.1f} ms: {of_both - of_rasa:+.1f}"
    )
    for customers in CONVERSATIONS:
        runs = [through(assistant, is_front=True, customers=customers, seconds=seconds) for _ in range(repeats)]
        speed = statistics.median(run.per_second for run in runs)
        p50, p95 = (statistics.median(run.percentile(part) for run in runs) for part in (0.5, 0.95))
        typer.echo(f"{customers} conversations: {speed:.1f} messages/s, median {p50:.0f} ms, p95 {p95:.0f} ms")


def through(assistant: Assistant, is_front: bool, customers: int, seconds: float) -> Measured:
    """One measurement with a conversation for each customer; tells what was answered wrongly."""
    (script,) = read_scripts(endless=True)
    dialogues = [
        list(islice(endless(script, turns), TURNS)) for turns in assistant.orders.dialogues([script], customers)
    ]
    run = load(lambda: door_of(assistant, is_front), dialogues, customers, seconds)
    for words, count in run.wrong.most_common():
        typer.echo(f"WRONG {count} times: {words}")
    return run


def door_of(assistant: Assistant, is_front: bool) -> RasaDoor | WebDoor:
    """A connection to the web process, or to Rasa alone."""
    return WebDoor(assistant.web_port, SHOP) if is_front else RasaDoor(assistant.port)


def tell_weight(assistant: Assistant) -> None:
    """The bytes that a page loads for the chat, compressed as they are sent."""
    sizes = [sent_size(assistant.web_port, file) for pattern in CHAT for file in sorted(STATIC.glob(pattern))]
    typer.echo(f"\nThe chat on the wire: {sum(sizes) / 1000:.1f} kB in {len(sizes)} files")


def sent_size(port: int, file: Path) -> int:
    """The size of a file's compressed answer, without its headers."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_SECONDS)
    connection.request("GET", f"/static/{file.name}", headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    size = len(response.read())
    connection.close()
    return size
