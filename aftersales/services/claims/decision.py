"""Deciding a claim from its order as it stands and all that is known of the claim."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from aftersales.policy.decision import Decision, decide
from aftersales.policy.model import ShopPolicy
from aftersales.records import orders
from aftersales.records.tables import Claim, OrderLine
from aftersales.services.claims.facts import told_by
from aftersales.services.orders.requests import request_for_order


def decide_claim(session: Session, policy: ShopPolicy, claim: Claim, today: date) -> Decision:
    """What the policy says of the claim on a day; nothing is stored."""
    order, line = orders.get(session, claim.order_id), session.get(OrderLine, claim.order_line_id)
    told = {"problem": claim.problem, "reported_on": claim.reported_on, **told_by(claim.facts)}
    return decide(request_for_order(policy, order, line, claim.quantity, told, today))
