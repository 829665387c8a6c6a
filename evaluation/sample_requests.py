"""Requests to measure with: every problem, from nothing told to everything told, on orders of different ages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

TODAY = date(2025, 3, 4)
PROBLEMS = (
    "cancel", "change_of_mind", "ordered_wrong", "defective", "damaged_in_transit", "wrong_item", "wrong_color",
    "out_of_stock", "refund_late",
)  # fmt: skip
DAYS_SINCE_DELIVERY = (1, 5, 20, 45, 300, 500)
CAUSES = ("manufacturing", "accident", "not_known")
TOLD = {
    "dead_on_arrival": False, "flashed_firmware": False, "opened_body": False, "modified_parts": False,
    "abnormal_use": False, "kept_using_and_worsened": False, "unused": True, "as_received": True,
    "original_packaging": True, "all_accessories": True, "removed_from_app": True, "color_stated": True,
    "will_wait": False, "wants": "refund",
}  # fmt: skip


def sample_requests(shop: str) -> Iterator[dict[str, Any]]:
    """The requests, the same for every shop."""
    for problem in PROBLEMS:
        for days in DAYS_SINCE_DELIVERY:
            for cause in CAUSES:
                noticed = (TODAY - timedelta(days=min(days, 3))).isoformat()
                told = {"problem": problem, "cause": cause, "first_noticed_on": noticed, **TOLD}
                for facts in ({"problem": problem}, {"problem": problem, "cause": cause}, told):
                    yield {"shop": shop, "today": TODAY.isoformat(), "order": order(days), "facts": facts}


def order(days_since_delivery: int) -> dict[str, Any]:
    """A delivered order of two lines."""
    delivered = TODAY - timedelta(days=days_since_delivery)
    shipped = delivered - timedelta(days=12)
    return {
        "number": "10234",
        "status": "delivered",
        "placed_on": (shipped - timedelta(days=2)).isoformat(),
        "shipped_on": shipped.isoformat(),
        "delivered_on": delivered.isoformat(),
        "warehouse": "US",
        "currency": "USD",
        "shipping_fee": "5.00",
        "open_dispute": False,
        "unpaid_bills": False,
        "paid": True,
        "lines": [
            {"sku": "A", "name": "Camera", "quantity": 2, "unit_price": "24.00", "weight_g": 300, "warranty_years": 1},
            {"sku": "B", "name": "Cable", "quantity": 1, "unit_price": "9.00", "weight_g": 80, "warranty_years": 1},
        ],
    }
