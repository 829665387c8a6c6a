"""Orders made for a test, each of its own, brought in through the import of orders."""

import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from aftersales.services.orders.import_orders import OrderImport

TODAY = date(2025, 3, 4)
EMAIL = "kim.larsen@example.com"
SHOPS = ("qualir", "guarantee", "highvalue", "rma", "saferexpert")
PREFIXES = {"qualir": "QA", "guarantee": "GU", "highvalue": "HV", "rma": "ON", "saferexpert": "SX"}
CAMERA = {"sku": "RVC-720", "name": "Rear view camera", "quantity": 1, "unit_price": "39.00", "weight_g": 420,
          "warranty_years": 1}  # fmt: skip


def product(name: str, quantity: int = 1, price: str = "39.00", weight_g: int | None = 400,
            warranty_years: int | None = 1) -> dict[str, Any]:  # fmt: skip
    """A line of an order; the SKU is made of the name's letters."""
    sku = "".join(sign for sign in name.upper() if sign.isalnum())[:12]
    return {"sku": sku, "name": name, "quantity": quantity, "unit_price": price, "weight_g": weight_g,
            "warranty_years": warranty_years}  # fmt: skip


@dataclass
class OrderBook:
    """Makes orders: the journey is told by how many days ago each step was."""

    engine: Engine
    folder: Path
    numbers: Iterable[int] = field(default_factory=lambda: itertools.count(61001))

    def add(self, shop: str, status: str = "delivered", *, delivered: int | None = None, shipped: int | None = None,
            placed: int | None = None, products: Iterable[dict[str, Any]] = (CAMERA,), number: str = "",
            email: str = EMAIL, **columns: Any) -> str:  # fmt: skip
        """Import one order and give its number; days that are left out follow from the status."""
        number = number or f"{PREFIXES[shop]}-{next(iter(self.numbers))}"
        days = _days_ago(status, placed, shipped, delivered)
        order = {
            "shop": shop, "number": number, "email": email, "name": "Kim Larsen", "status": status,
            "warehouse": "CN", "currency": "USD", "shipping_fee": "10.00", "open_dispute": False,
            "unpaid_bills": False, "paid": True, "lines": list(products),
            **{event: (TODAY - timedelta(days=ago)).isoformat() for event, ago in days.items()},
            **columns,
        }  # fmt: skip
        file = self.folder / f"{number}.json"
        file.write_text(json.dumps([order]))
        report = OrderImport(SHOPS, TODAY, all_or_nothing=True).run(self.engine, file)
        assert not report.bad, report.bad
        return number


def _days_ago(status: str, placed: int | None, shipped: int | None, delivered: int | None) -> dict[str, int]:
    """The days of the steps that an order of this status has behind it."""
    days: dict[str, int] = {}
    if status == "delivered":
        days["delivered_on"] = 5 if delivered is None else delivered
    if status in ("shipped", "delivered"):
        days["shipped_on"] = days.get("delivered_on", 0) + 6 if shipped is None else shipped
    days["placed_on"] = days.get("shipped_on", 0) + 3 if placed is None else placed
    return days
