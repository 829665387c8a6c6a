"""An order to test with: three rear view cameras that arrived two weeks before 4 March 2025."""

from datetime import date
from decimal import Decimal

from aftersales.records.tables import Order, OrderLine

EMAIL = "anna.keller@example.com"


def three_cameras(shop: str, number: str = "A-10234") -> Order:
    """The order at this shop, not yet on record."""
    camera = {"position": 1, "sku": "CAM", "name": "Rear view camera", "quantity": 3, "weight_g": 400}
    return Order(
        shop=shop,
        number=number,
        number_key=number.replace("-", ""),
        number_digits=number.rpartition("-")[2],
        email=EMAIL,
        name="Anna Keller",
        status="delivered",
        placed_on=date(2025, 2, 10),
        produced_on=date(2025, 2, 11),
        shipped_on=date(2025, 2, 12),
        delivered_on=date(2025, 2, 18),
        warehouse="US",
        currency="EUR",
        shipping_fee=Decimal("4.90"),
        open_dispute=False,
        unpaid_bills=False,
        paid=True,
        lines=[OrderLine(**camera, unit_price=Decimal("53.00"), warranty_years=1)],
    )
