"""Claims as they are put on record."""

from datetime import date, datetime
from typing import Any

from aftersales.records.tables import Claim, Order


def a_claim(order: Order, opened_at: datetime, **changes: Any) -> Claim:
    """A requested warranty claim on one unit of the order's first line."""
    fields = {
        "order_id": order.id,
        "order_line_id": order.lines[0].id,
        "quantity": 1,
        "flow": "claim_warranty",
        "problem": "defective",
        "state": "requested",
        "decision": {"status": "eligible"},
        "facts": {"opened_body": False},
        "policy_version": "abc",
        "words": "It is covered.",
        "reported_on": date(2025, 3, 4),
        "opened_at": opened_at,
    }
    return Claim(**(fields | changes))
