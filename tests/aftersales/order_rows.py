"""Orders as a shop writes them in a file to import."""

from typing import Any


def an_order_row(number: str = "QA-1", **changes: Any) -> dict[str, Any]:
    """A good row; a change to `...` leaves that field out."""
    line = {"sku": "CAM", "name": "Camera", "quantity": 2, "unit_price": "53.10", "weight_g": 300}
    row = {
        "shop": "qualir",
        "number": number,
        "email": "Anna.Keller@example.com",
        "status": "delivered",
        "placed_on": "2025-02-01",
        "shipped_on": "2025-02-03",
        "delivered_on": "2025-02-10",
        "currency": "EUR",
        "shipping_fee": 4.9,
        "paid": True,
        "lines": [line],
    }
    return {key: value for key, value in (row | changes).items() if value is not ...}
