"""Opens a claim on a decision that a customer has said yes to, and issues its number or slip at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from aftersales.errors import RecordError, RequestError, StaleConfirmation, UnitsTaken
from aftersales.policy.decision import Decision
from aftersales.policy.model import ShopPolicy
from aftersales.records import audit, claim_units, claims, operations, orders
from aftersales.records.tables import Claim, Confirmation, Order, OrderLine
from aftersales.services.case.confirmed_writes import spend
from aftersales.services.claims.facts import MARK_OF_AUTHORISATION, FactsJson
from aftersales.services.claims.life import advance
from aftersales.services.news.claims import ISSUED_BY, claim_opened

NEEDED = ("evidence", "packing")


def open_claim(
    session: Session,
    policy: ShopPolicy,
    order_row: Order,
    line_row: OrderLine,
    quantity: int,
    flow: str,
    remedy: str | None,
    decision: Decision,
    facts_json: FactsJson,
    words: str,
    confirmation: Confirmation,
    conversation_id: str | None,
    today: date,
    now: datetime,
    actor: str = "customer",
) -> Claim:
    """Opens the claim and all that belongs to it, once, in the caller's transaction.

    It spends the confirmation, whose payload may hold the order's `version` as it was shown; a second yes to the same
    summary gives the claim that the first one opened. Where the policy asks for an RMA number or return slip, it is
    issued now and the claim decided again with it, so that the days reckoned from it are known. facts_json is in the
    form of claim_facts.FactsJson, words are those the decision was shown in. Raises StaleConfirmation (also where the
    order has changed since the summary), UnitsTaken naming the claims that hold the units, RecordError where the
    decision is not eligible, RequestError where the remedy is not one of its remedies.
    """
    with session.begin_nested():  # a fault leaves nothing behind, whatever the caller does about it
        done = spend(session, confirmation, "open_claim", now)
        if done is not None:
            return _opened_before(session, done.claim_id)
        _check_decision(decision, remedy)
        _check_order_is_as_shown(session, order_row, confirmation)
        claim = _new_claim(order_row, line_row, quantity, flow, remedy, decision, facts_json, words)
        claim.conversation_id, claim.policy_version, claim.opened_at = conversation_id, policy.version, now
        _take_its_units(session, claim, decision, actor)
        detail = {"quantity": quantity, "flow": flow, "remedy": remedy}
        audit.record(session, actor, "open_claim", f"claim:{claim.reference}", now, detail)
        claim_opened(session, claim, now)
        if decision.value("authorisation") in MARK_OF_AUTHORISATION:
            advance(session, {policy.shop: policy}, claim, "authorised", ISSUED_BY, today, now)
        operations.record(session, confirmation, order_row.id, result_of(claim, line_row), now, claim.id)
    return claim


def result_of(claim: Claim, line: OrderLine) -> dict[str, Any]:
    """What the operation remembers of the claim as it was opened."""
    return {
        "reference": claim.reference,
        "state": claim.state,
        "sku": line.sku,
        "quantity": claim.quantity,
        "remedy": claim.remedy,
        "authorisation": claim.authorisation,
        "authorisation_number": claim.authorisation_number,
        "deadlines": {deadline.what: deadline.last_day.isoformat() for deadline in claim.deadlines},
    }


def _opened_before(session: Session, claim_id: int | None) -> Claim:
    claim: Claim = session.get(Claim, claim_id)
    return claim


def _check_decision(decision: Decision, remedy: str | None) -> None:
    if decision.status != "eligible":
        mend = "Show the decision again; only an eligible request becomes a claim."
        raise RecordError(f"the decision is {decision.status}", "open_claim", mend)
    remedies = decision.lists.get("remedies", ())
    if remedy is not None and remedy not in remedies:
        raise RequestError(f"{remedy!r} is not among the remedies", "remedy", f"Choose among: {', '.join(remedies)}.")


def _check_order_is_as_shown(session: Session, order: Order, confirmation: Confirmation) -> None:
    shown = confirmation.payload.get("version", order.version)
    if orders.lock(session, order.id).version != shown:
        mend = "Decide again and ask for a new yes."
        raise StaleConfirmation("the order has changed since it was shown", f"order {order.number}", mend)


def _new_claim(
    order: Order,
    line: OrderLine,
    quantity: int,
    flow: str,
    remedy: str | None,
    decision: Decision,
    facts: FactsJson,
    words: str,
) -> Claim:
    known = decision.request.case.values
    needs_number = decision.value("authorisation") in MARK_OF_AUTHORISATION
    return Claim(
        order_id=order.id,
        order_line_id=line.id,
        quantity=quantity,
        flow=flow,
        problem=known["problem"],
        remedy=remedy,
        state="requested",
        authorisation=None if needs_number else decision.value("authorisation"),
        decision=decision.to_json(),
        facts=dict(facts),
        words=words,
        reported_on=known["reported_on"],
    )


def _take_its_units(session: Session, claim: Claim, decision: Decision, actor: str) -> None:
    needed = {kind: decision.lists.get(kind, ()) for kind in NEEDED}
    deadlines = {deadline.what: deadline.last_day for deadline in decision.deadlines}
    try:
        claims.open_claim(session, claim, actor, needed, deadlines)
    except UnitsTaken as taken:
        held_by = tuple(other.reference for other in claim_units.holders(session, claim.order_line_id))
        raise UnitsTaken(taken.message, taken.where, f"Held by: {', '.join(held_by)}.", held_by) from None
