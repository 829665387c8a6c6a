"""`aftersales claims`: list claims, look at one, take its next step, expire what is overdue."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import typer
from sqlalchemy.orm import Session

from aftersales.cli.claim_sheet import claim_sheet
from aftersales.cli.database import open_ledger, stop
from aftersales.cli.printing import console, print_table
from aftersales.errors import AftersalesError, RequestError
from aftersales.policy.loader import load_policies
from aftersales.policy.model import ShopPolicy
from aftersales.records import claims, orders
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim
from aftersales.records.tables.claims import CLAIM_STATES
from aftersales.services.claims.life import Advanced, advance, expire_overdue
from aftersales.services.claims.written_facts import fact_from_text
from aftersales.settings import Settings

LISTED = 100

claims_app = typer.Typer(no_args_is_help=True, help="The customers' claims.")
NUMBER = typer.Argument(help="The claim's reference, RMA number or return slip number.")
FACTS = typer.Option([], "--fact", help="name=value, such as inspection=faulty; may be repeated.")


@claims_app.command("list")
def list_command(
    shop: str | None = typer.Option(None, help="Only this shop's claims."),
    state: str | None = typer.Option(None, help=f"Only claims in this state: {', '.join(CLAIM_STATES)}."),
    limit: int = typer.Option(LISTED, min=1, help="How many at most."),
) -> None:
    """Lists claims, the newest first."""
    try:
        states = [] if state is None else [_state(state)]
        with reading(open_ledger(Settings.from_environment())) as session:
            rows = [_row(session, claim) for claim in claims.list_claims(session, shop, states, limit)]
    except AftersalesError as fault:
        raise stop(fault) from None
    print_table(("reference", "shop", "order", "state", "problem", "remedy", "number"), rows)


@claims_app.command("show")
def show_command(number: str = NUMBER) -> None:
    """Shows a claim: what it is about, what it waits for, its facts with their sources, and its steps so far."""
    try:
        with reading(open_ledger(Settings.from_environment())) as session:
            sheet = claim_sheet(session, claims.find(session, number))
    except AftersalesError as fault:
        raise stop(fault) from None
    for line in sheet:
        console.print(line)


@claims_app.command("advance")
def advance_command(
    number: str = NUMBER,
    state: str = typer.Argument(help=f"The next state: {', '.join(CLAIM_STATES)}."),
    note: str | None = typer.Option(None, help="A note for the claim's history; a refusal's is told to the customer."),
    fact: list[str] = FACTS,
    actor: str = typer.Option("operator", help="Who takes the step."),
) -> None:
    """Takes a claim's next step; what is learned on it goes back through the shop's policy.

    Days are today where no fact tells them. `inspected` needs --fact inspection=faulty or inspection=not_faulty.
    """
    settings = Settings.from_environment()
    try:
        policies = load_policies(settings.policies)
        with writing(open_ledger(settings)) as session:
            claim = claims.find(session, number)
            facts = _facts(policies[orders.get(session, claim.order_id).shop], fact)
            done = advance(session, policies, claim, _state(state), actor, settings.today(), _now(), note, facts)
    except AftersalesError as fault:
        raise stop(fault) from None
    _print_advanced(done)


@claims_app.command("expire")
def expire_command() -> None:
    """Expires the claims whose last day for sending the goods back is over, as the web process does every hour."""
    settings = Settings.from_environment()
    try:
        policies = load_policies(settings.policies)
        with writing(open_ledger(settings)) as session:
            expired = expire_overdue(session, policies, settings.today(), _now())
    except AftersalesError as fault:
        raise stop(fault) from None
    for claim in expired:
        typer.echo(f"{claim.reference} expired")
    typer.echo(f"Expired: {len(expired)}.")


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _state(state: str) -> str:
    if state not in CLAIM_STATES:
        raise RequestError(f"there is no state {state!r}", "state", f"Choose among: {', '.join(CLAIM_STATES)}.")
    return state


def _facts(policy: ShopPolicy, written: list[str]) -> dict[str, Any]:
    facts = {}
    for each in written:
        name, sign, value = each.partition("=")
        if not sign:
            raise RequestError(f"{each!r} is not name=value", "--fact", "Write it as inspection=faulty.")
        facts[name.strip()] = fact_from_text(policy, name.strip(), value.strip())
    return facts


def _row(session: Session, claim: Claim) -> list[str]:
    order = orders.get(session, claim.order_id)
    number = claim.authorisation_number or ""
    return [claim.reference, order.shop, order.number, claim.state, claim.problem, claim.remedy or "", number]


def _print_advanced(done: Advanced) -> None:
    claim = done.claim
    number = f" ({claim.authorisation_number})" if claim.authorisation_number else ""
    typer.echo(f"{claim.reference} is {claim.state}{number}.")
    if done.decision is not None:
        typer.echo(f"The policy says: {done.decision.status} ({' '.join(done.decision.clauses)}).")
    if done.proposed is not None:
        typer.echo(f"Proposed next: aftersales claims advance {claim.reference} {done.proposed}")
