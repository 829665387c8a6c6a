"""News of a claim: its customer hears by e-mail, other systems by webhook."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from aftersales.records import orders
from aftersales.records.tables import Claim, Order, OrderLine
from aftersales.services.news.outbox import post_event, post_mail

ISSUED_BY = "assistant"
"""Who issues a number together with the claim itself; the confirmation of the claim tells the number then."""
WORTH_A_MAIL = ("authorised", "arrived", "settled", "refused", "withdrawn", "expired")


def claim_opened(session: Session, claim: Claim, now: datetime) -> None:
    """Tells that a claim was opened; the e-mail holds the address of its page."""
    order = orders.get(session, claim.order_id)
    about = {"claim": claim.reference}
    post_mail(session, "claim.opened", claim.reference, order.shop, order.email, about, now)
    line: OrderLine = session.get(OrderLine, claim.order_line_id)
    opened = {"problem": claim.problem, "remedy": claim.remedy, "sku": line.sku, "quantity": claim.quantity}
    data = {**_told(claim, order), "state": claim.state, **opened}
    post_event(session, "claim.opened", claim.reference, order.shop, data, now)


def claim_changed(session: Session, claim: Claim, from_state: str, actor: str, now: datetime) -> None:
    """Tells that a claim has gone from one state to another."""
    order = orders.get(session, claim.order_id)
    key = f"{claim.reference}:{claim.version}"
    if claim.state in WORTH_A_MAIL and actor != ISSUED_BY:
        topic = "claim.authorised" if claim.state == "authorised" else "claim.changed"
        about = {"claim": claim.reference, "state": claim.state}
        post_mail(session, topic, key, order.shop, order.email, about, now)
    data = {**_told(claim, order), "from": from_state, "to": claim.state}
    post_event(session, "claim.changed", key, order.shop, data, now)


def _told(claim: Claim, order: Order) -> dict[str, Any]:
    numbers = {"claim": claim.reference, "order": order.number, "version": claim.version}
    return {**numbers, "authorisation_number": claim.authorisation_number}
