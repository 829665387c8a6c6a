"""`aftersales agents`: the people at the desk."""

from __future__ import annotations

from datetime import datetime, timezone

import typer

from aftersales.cli.database import open_ledger, stop
from aftersales.cli.printing import print_table
from aftersales.errors import AftersalesError
from aftersales.records.agents import everybody
from aftersales.records.database import reading, writing
from aftersales.records.tables import Agent
from aftersales.services.desk.agents import add_agent, disable_agent
from aftersales.settings import Settings

OPERATOR = "operator"

agents_app = typer.Typer(no_args_is_help=True, help="The people at the desk.")


@agents_app.command("add")
def add_command(
    name: str = typer.Argument(help="What the agent signs in with: small letters, digits, dots, dashes."),
    shown: str = typer.Option("", help="The name that customers read; the sign-in name where it is left out."),
    password: str = typer.Option(
        ..., prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for if left out."
    ),
) -> None:
    """Adds an agent; the password is asked for."""
    try:
        with writing(open_ledger(Settings.from_environment())) as session:
            agent = add_agent(session, name, shown, password, OPERATOR, _now())
    except AftersalesError as fault:
        raise stop(fault) from None
    typer.echo(f"{agent.name} can sign in now; customers read {agent.shown_as}.")


@agents_app.command("list")
def list_command() -> None:
    """Lists the agents."""
    try:
        with reading(open_ledger(Settings.from_environment())) as session:
            everyone = everybody(session)
    except AftersalesError as fault:
        raise stop(fault) from None
    print_table(("name", "shown as", "may sign in", "since"), map(_row, everyone))


@agents_app.command("disable")
def disable_command(name: str = typer.Argument(help="The agent's name.")) -> None:
    """Takes the right to sign in away from an agent, and ends their sessions at once."""
    try:
        with writing(open_ledger(Settings.from_environment())) as session:
            agent = disable_agent(session, name, OPERATOR, _now())
    except AftersalesError as fault:
        raise stop(fault) from None
    typer.echo(f"{agent.name} can no longer sign in.")


def _row(agent: Agent) -> tuple[str, ...]:
    return agent.name, agent.shown_as, "yes" if agent.active else "no", f"{agent.created_at:%Y-%m-%d}"


def _now() -> datetime:
    return datetime.now(timezone.utc)
