"""What cancelling an order would mean today, for who does not ask for it yet: told, and nothing opened."""

from __future__ import annotations

from aftersales.policy.decision import decide
from aftersales.policy.facts import PROBLEM
from aftersales.records import cases
from aftersales.records.tables import Case, Order
from aftersales.services import cancel_order
from aftersales.services.case.facts import IF_LATE
from aftersales.services.conversation.reply import Choice, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.orders.requests import request_for_order

OVER = ("cancelled", "delivered")
"""Orders of which nobody can say any more that they should be cancelled if they come late."""


def cancelling_if_asked_for(turn: Turn, case: Case, order: Order) -> Replies:
    """What cancelling would mean, where the order was looked up for a customer who cancels it if it comes late."""
    return cancelling_today(turn, order) if IF_LATE in cases.latest_facts(turn.session, case) else []


def cancelling_today(turn: Turn, order: Order) -> Replies:
    """That nothing is cancelled, and what the policy says of it today; where it says nothing, that."""
    if order.status in OVER:
        return []
    policy = turn.policies[order.shop]
    told = {PROBLEM: cancel_order.FLOW.problems[0]}
    decision = decide(request_for_order(policy, order, None, None, told, turn.today))
    choices = (Choice(response=f"choice_{cancel_order.FLOW.stem}"),)
    lines = tuple(f"{said.text} ({', '.join(said.cites)})" for said in decision.said_on("eligible"))
    if lines:
        return [Say("cancel_if_late", {"lines": lines}, choices)]
    return [Say("cancel_if_late_open", {"shop": policy.name}, choices)]
