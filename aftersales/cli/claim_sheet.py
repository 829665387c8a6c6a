"""Everything an operator may want to know about one claim, line by line."""

from __future__ import annotations

from sqlalchemy.orm import Session

from aftersales.records import claim_steps, orders
from aftersales.records.tables import Claim, ClaimEvent, OrderLine
from aftersales.services.claims.life import NEXT_STATES


def claim_sheet(session: Session, claim: Claim) -> list[str]:
    """What the claim is about, what it waits for, its facts with their sources, its steps so far and possible next."""
    return [
        *_about(session, claim),
        *(f"last day {deadline.last_day}: {deadline.what}" for deadline in claim.deadlines),
        *(f"{item.kind} {item.code}: {item.state}" for item in claim.items),
        *(f"fact {name}: {entry['value']} ({entry['source']})" for name, entry in claim.facts.items()),
        *(_step(event) for event in claim_steps.events(session, claim)),
        f"it can become: {', '.join(NEXT_STATES[claim.state]) or 'nothing'}",
    ]


def _about(session: Session, claim: Claim) -> list[str]:
    order, line = orders.get(session, claim.order_id), session.get(OrderLine, claim.order_line_id)
    return [
        f"{claim.reference}: {claim.state} ({order.shop}, order {order.number}, {claim.quantity} x {line.name})",
        f"problem: {claim.problem}, reported on {claim.reported_on}, remedy: {claim.remedy or 'open'}",
        f"authorisation: {claim.authorisation or 'not settled'} {claim.authorisation_number or ''}".rstrip(),
        f"decision: {claim.decision['status']} ({' '.join(claim.decision['clauses'])})",
    ]


def _step(event: ClaimEvent) -> str:
    note = f": {event.note}" if event.note else ""
    return f"{event.at:%Y-%m-%d %H:%M} {event.from_state or 'new'} -> {event.to_state} by {event.actor}{note}"
