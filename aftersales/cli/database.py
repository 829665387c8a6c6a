"""`aftersales db`: make the tables, fill in demo orders."""

from __future__ import annotations

import typer
from sqlalchemy.engine import Engine

from aftersales.errors import AftersalesError
from aftersales.records import schema
from aftersales.records.database import open_engine, writing
from aftersales.services.orders.demo_orders import fill_demo_orders
from aftersales.settings import Settings

database_app = typer.Typer(no_args_is_help=True, help="The database.")


@database_app.command("upgrade")
def upgrade_command() -> None:
    """Brings the tables to the newest revision, all of it or nothing; an empty database gets them all."""
    try:
        revision = schema.upgrade(open_ledger(Settings.from_environment()))
    except AftersalesError as fault:
        raise stop(fault) from None
    typer.echo(f"The database is at revision {revision}.")


@database_app.command("fill-demo")
def fill_demo_command(
    refresh: bool = typer.Option(False, "--refresh", help="Move orders without claims to today's dates, too."),
) -> None:
    """Adds the demo orders that are missing, with dates counted back from today; claims are never touched."""
    settings = Settings.from_environment()
    try:
        with writing(open_ledger(settings)) as session:
            filled = fill_demo_orders(session, settings.today(), refresh)
    except AftersalesError as fault:
        raise stop(fault) from None
    typer.echo(f"{filled.added} demo orders added, {filled.refreshed} moved to today, {filled.kept} kept.")


def open_ledger(settings: Settings) -> Engine:
    """The database of the settings."""
    return open_engine(settings.database_url, settings.database_timeout_seconds)


def stop(fault: AftersalesError) -> typer.Exit:
    """Tell the fault, and give the exit to raise."""
    typer.echo(str(fault), err=True)
    return typer.Exit(1)
