"""Cancelling an order: the flow, and the cancellation itself, carried out once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from aftersales.errors import StaleConfirmation
from aftersales.policy.decision import Decision
from aftersales.records import audit, operations, orders
from aftersales.records.tables import Confirmation, Operation, Order
from aftersales.services.case.confirmed_writes import spend
from aftersales.services.flow import UNWANTED, Flow
from aftersales.services.news.outbox import post_mail

FLOW = Flow("cancel_order", problems=("cancel",), reasons=(*UNWANTED, "out_of_stock"))
OPERATION = "cancel_order"


def cancel_order(
    session: Session, order: Order, decision: Decision, confirmation: Confirmation, now: datetime
) -> Operation:
    """Cancels the order as it was shown, in the caller's transaction; a second yes gives the same operation.

    The confirmation's payload holds the order's `version`. Raises StaleConfirmation where the yes came too late or
    the order has changed since the summary (it may have been sent).
    """
    with session.begin_nested():
        done = spend(session, confirmation, OPERATION, now)
        if done is not None:
            return done
        if not orders.cancel(session, order.id, confirmation.payload["version"]):
            mend = "Decide again and ask for a new yes."
            raise StaleConfirmation("the order has changed since it was shown", f"order {order.number}", mend)
        result = _result(order, decision)
        audit.record(session, "customer", OPERATION, f"order:{order.shop}:{order.number}", now, result)
        post_mail(session, "order.cancelled", str(order.id), order.shop, order.email, {"order": order.id}, now)
        return operations.record(session, confirmation, order.id, result, now)


def _result(order: Order, decision: Decision) -> dict[str, Any]:
    return {"number": order.number, "refund": decision.refund.to_json(), "clauses": list(decision.clauses)}
