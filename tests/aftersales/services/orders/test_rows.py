"""Bad orders: each is refused in words that name the field and the mend, and keeps no good one out."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.services.orders.import_orders import OrderImport
from tests.aftersales.order_rows import an_order_row

TODAY = date(2025, 3, 4)


BAD_ROWS = [
    (an_order_row(email=...), "email is missing. Every order needs it."),
    (an_order_row(lines=[{"sku": "CAM", "quantity": 1}]), "product 1: unit_price is missing"),
    (an_order_row(colour="red"), "there is no field 'colour'"),
    (an_order_row(shiped_on="2025-02-03"), "Did you mean shipped_on?"),
    (an_order_row(email="anna"), "email: 'anna' is not an e-mail address"),
    (an_order_row(shop="qualirr"), "shop: no shop is called 'qualirr'. Write one of qualir, rma."),
    (an_order_row(number="--"), "number: '--' has no letter or digit"),
    (an_order_row(number=""), "number: it is empty"),
    (an_order_row(status="paid"), "status: 'paid' is not known. Write one of placed, in_production"),
    (an_order_row(placed_on="2025-02-30"), "placed_on: 2025-02-30 is not in the calendar"),
    (an_order_row(placed_on="03/02/2025"), "placed_on: '03/02/2025' is not a date. Write it like 2025-03-04"),
    (an_order_row(placed_on=20250203), "placed_on: '20250203' is not a date"),
    (an_order_row(shipped_on="2025-02-11"), "delivered_on: 2025-02-10 lies before shipped_on 2025-02-11"),
    (an_order_row(shipped_on=..., placed_on="2025-02-11"), "delivered_on: 2025-02-10 lies before placed_on"),
    (an_order_row(delivered_on="2025-03-06"), "delivered_on: 2025-03-06 is in the future"),
    (an_order_row(status="placed"), "shipped_on: it is set, but the order is placed"),
    (an_order_row(status="shipped"), "delivered_on: it is set, but the order is shipped"),
    (an_order_row(currency="euro"), "currency: 'euro' is not a currency"),
    (an_order_row(shipping_fee="-1"), "shipping_fee: '-1' is negative"),
    (an_order_row(shipping_fee=-0.01), "shipping_fee: '-0.01' is negative"),
    (an_order_row(shipping_fee="1.234,50"), "shipping_fee: '1.234,50' is not an amount. Write it like 1234.50"),
    (an_order_row(shipping_fee="1,234.50"), "is not an amount"),
    (an_order_row(shipping_fee="€5"), "is not an amount"),
    (an_order_row(shipping_fee=True), "True is not a text"),
    (an_order_row(shipping_fee=1e300), "is not an amount"),
    (an_order_row(paid="maybe"), "paid: 'maybe' is neither true nor false"),
    (an_order_row(lines=[]), "lines: the order has none. Give at least one product."),
    (an_order_row(lines="CAM"), "lines: it must be a list, not a text"),
    (an_order_row(lines=["CAM"]), "product 1: it must be an object, not a text"),
    (an_order_row(lines=[{"sku": "A", "quantity": 0, "unit_price": "1"}]), "product 1 quantity: 0 is not a quantity"),
    (an_order_row(lines=[{"sku": "A", "quantity": -1, "unit_price": "1"}]), "product 1 quantity: '-1' is negative"),
    (an_order_row(lines=[{"sku": "A", "quantity": 1.5, "unit_price": "1"}]), "'1.5' is not a whole number"),
    (an_order_row(lines=[{"sku": "A", "quantity": 1, "unit_price": "1"}] * 2), "lines: two lines have the sku 'A'"),
    (an_order_row(lines=[{"sku": "A", "quantity": 1, "unit_price": "-53"}]), "product 1 unit_price: '-53' is negative"),
    (an_order_row(comments="x" * 100_000), "comments: it has 100,000 characters. Shorten it to 4,000."),
    (an_order_row(name="a\x00b"), "name: 'a\\x00b' holds bytes that are not text"),
    (an_order_row(name="a\ud800b"), "name: 'a\\ud800b' holds bytes that are not text. Save the file as UTF-8."),
    ([1], "it must be an object, not a list"),
    (None, "it must be an object, not null"),
]


@pytest.mark.parametrize(("row", "reason"), BAD_ROWS, ids=[reason for _, reason in BAD_ROWS])
def test_a_bad_row_is_told_with_line_and_mend_and_the_good_one_is_imported(
    sqlite: Engine, tmp_path: Path, row: Any, reason: str
) -> None:
    file = tmp_path / "orders.jsonl"
    file.write_text(f"{json.dumps(row)}\n\n{json.dumps(an_order_row('QA-9'))}\n")
    report = OrderImport({"qualir", "rma"}, TODAY).run(sqlite, file)
    assert (report.created, len(report.bad)) == (1, 1)
    assert report.bad[0].line == 1
    assert reason in report.bad[0].reason
