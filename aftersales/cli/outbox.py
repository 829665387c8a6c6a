"""`aftersales outbox`: what waits to be sent, what was sent, what was given up and why."""

from __future__ import annotations

from datetime import datetime, timezone

import typer

from aftersales.cli.database import open_ledger, stop
from aftersales.cli.printing import console, print_table
from aftersales.errors import AftersalesError, RequestError
from aftersales.policy.loader import load_policies
from aftersales.records.database import writing
from aftersales.records.tables.outbox import OUTBOX_KINDS, OUTBOX_STATES
from aftersales.services.bootstrap import Premises
from aftersales.services.news.outbox_view import LISTED, OutboxLine, forget_sent, outbox_lines, try_again
from aftersales.settings import Settings

outbox_app = typer.Typer(no_args_is_help=True, help="E-mails and webhook calls.")


@outbox_app.command("list")
def list_command(
    state: str | None = typer.Option(None, help=f"Only these: {', '.join(OUTBOX_STATES)}."),
    kind: str | None = typer.Option(None, help=f"Only these: {', '.join(OUTBOX_KINDS)}."),
    limit: int = typer.Option(LISTED, min=1, help="How many at most."),
    texts: bool = typer.Option(False, "--texts", help="With the e-mails' whole texts."),
) -> None:
    """Lists what is in the outbox, the newest first."""
    settings = Settings.from_environment()
    try:
        states = () if state is None else (_known(state, "state", OUTBOX_STATES),)
        chosen = None if kind is None else _known(kind, "kind", OUTBOX_KINDS)
        known = Premises(settings, load_policies(settings.policies), open_ledger(settings))
        lines = outbox_lines(known, states, chosen, limit)
    except AftersalesError as fault:
        raise stop(fault) from None
    _print_table(lines)
    for line in lines if texts else ():
        if line.text is not None:
            console.print(f"\n--- {line.id}: {line.text.subject}\n{line.text.text}")


@outbox_app.command("retry")
def retry_command(item: int = typer.Argument(help="The item's number in the list.")) -> None:
    """Lets something that was given up be tried again."""
    try:
        with writing(open_ledger(Settings.from_environment())) as session:
            try_again(session, item, _now())
    except AftersalesError as fault:
        raise stop(fault) from None
    typer.echo(f"{item} will be tried again.")


@outbox_app.command("forget")
def forget_command(days: int = typer.Option(30, min=0, help="How many days what was sent is kept.")) -> None:
    """Deletes what was sent some time ago; run it once a day."""
    try:
        with writing(open_ledger(Settings.from_environment())) as session:
            gone = forget_sent(session, _now(), days)
    except AftersalesError as fault:
        raise stop(fault) from None
    typer.echo(f"Deleted: {gone}.")


def _print_table(lines: list[OutboxLine]) -> None:
    headings = ("id", "kind", "topic", "shop", "to", "state", "tries", "next try", "last error")
    print_table(headings, map(_row, lines))


def _row(line: OutboxLine) -> list[str]:
    waits = f"{line.next_try_at:%Y-%m-%d %H:%M}" if line.state == "waiting" else ""
    about = [str(line.id), line.kind, line.topic, line.shop, line.recipient or ""]
    return [*about, line.state, str(line.attempts), waits, line.last_error or ""]


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _known(value: str, name: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise RequestError(f"there is no {name} {value!r}", name, f"Choose among: {', '.join(known)}.")
    return value
