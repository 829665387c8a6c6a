"""Orders: what the record tells the engine, and records that contradict themselves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aftersales.errors import RequestError
from aftersales.policy.facts import Vocabulary
from aftersales.policy.order import Order, OrderLine, Piece, check_order, order_facts, warranty_span


def facts(vocabulary: Vocabulary, pieces: list[Piece] | None = None, **fields: Any) -> dict[str, Any]:
    order = Order(**fields)
    return order_facts(
        order, [Piece(line, line.quantity) for line in order.lines] if pieces is None else pieces, vocabulary
    )


def test_an_empty_record_tells_no_more_than_that_all_of_it_is_meant(vocabulary: Vocabulary) -> None:
    assert facts(vocabulary) == {"part_of_order": False}


def test_the_record_tells_its_dates_and_flags(vocabulary: Vocabulary) -> None:
    told = facts(
        vocabulary,
        number="7",
        status="shipped",
        placed_on=date(2025, 1, 1),
        warehouse="US",
        open_dispute=True,
        paid=False,
    )
    assert told == {
        "bought_here": True, "order_status": "shipped", "placed_on": date(2025, 1, 1), "warehouse": "US",
        "open_dispute": True, "paid": False, "part_of_order": False,
    }  # fmt: skip


def test_an_order_on_record_was_bought_here_even_without_its_number(vocabulary: Vocabulary) -> None:
    assert facts(vocabulary, placed_on=date(2025, 1, 1))["bought_here"] is True


@pytest.mark.parametrize(
    ("status", "delivered_on", "told"),
    [(None, date(2025, 1, 9), "delivered"), ("cancelled", date(2025, 1, 9), "cancelled"), (None, None, None)],
)
def test_a_delivery_tells_the_status_where_the_record_does_not(
    vocabulary: Vocabulary, status: Any, delivered_on: date | None, told: str | None
) -> None:
    assert facts(vocabulary, number="7", status=status, delivered_on=delivered_on).get("order_status") == told


@pytest.mark.parametrize(("amount", "told"), [(0, False), (Decimal("0.00"), False), (3, True), (Decimal("0.01"), True)])
def test_an_amount_of_unpaid_bills_is_a_yes_or_no(vocabulary: Vocabulary, amount: Any, told: bool) -> None:
    assert facts(vocabulary, unpaid_bills=amount)["unpaid_bills"] is told


@pytest.mark.parametrize(("fee", "free"), [("0", True), ("0.00", True), ("0.01", False)])
def test_free_delivery_is_a_fee_of_nothing(vocabulary: Vocabulary, fee: str, free: bool) -> None:
    assert facts(vocabulary, shipping_fee=Decimal(fee))["free_delivery"] is free


@pytest.mark.parametrize(("quantities", "part"), [((2, 1), False), ((1, 1), True), ((2,), True)])
def test_a_part_of_an_order_is_fewer_pieces_than_were_ordered(
    vocabulary: Vocabulary, quantities: tuple[int, ...], part: bool
) -> None:
    lines = [OrderLine("A", quantity=2), OrderLine("B", quantity=1)]
    pieces = [Piece(line, quantity) for line, quantity in zip(lines, quantities)]  # noqa: B905
    assert facts(vocabulary, pieces, lines=lines)["part_of_order"] is part


@pytest.mark.parametrize(
    ("comments", "stated"),
    [
        ("the black one", True),
        ("Black, please.", True),
        ("I want it in black!", True),
        ("colour:red", True),
        ("BLACK", True),
        ("blackberry", False),
        ("", False),
        (None, False),
    ],
)
def test_a_colour_named_in_the_comments_is_stated(vocabulary: Vocabulary, comments: str | None, stated: bool) -> None:
    assert facts(vocabulary, comments=comments).get("color_stated") is (True if stated else None)


@pytest.mark.parametrize(
    ("years", "span"),
    [([1], (1, 1)), ([1, 2], (1, 2)), ([2, 2], (2, 2)), ([1, None], None), ([None], None), ([], None)],
)
def test_the_warranty_of_several_items_is_a_span(years: list[int | None], span: Any) -> None:
    assert warranty_span([Piece(OrderLine("A", warranty_years=each), 1) for each in years]) == span


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"placed_on": date(2025, 1, 2), "shipped_on": date(2025, 1, 1)}, "order.shipped_on"),
        ({"placed_on": date(2025, 1, 2), "delivered_on": date(2025, 1, 1)}, "order.delivered_on"),
        ({"produced_on": date(2025, 1, 2), "shipped_on": date(2025, 1, 1)}, "order.shipped_on"),
        ({"shipping_fee": Decimal("-0.01")}, "order.shipping_fee"),
        ({"shipping_fee": Decimal("NaN")}, "order.shipping_fee"),
        ({"shipping_fee": Decimal("sNaN")}, "order.shipping_fee"),
        ({"shipping_fee": Decimal("1E+999999999")}, "order.shipping_fee"),
        ({"shipping_fee": Decimal("1E-999999999")}, "order.shipping_fee"),
        ({"lines": [OrderLine("A", unit_price=Decimal("Infinity"))]}, "order.lines[0].unit_price"),
        ({"lines": [OrderLine("A", unit_price=Decimal("1E+50"))]}, "order.lines[0].unit_price"),
        ({"lines": [OrderLine("A", weight_g=Decimal("1E+999999"))]}, "order.lines[0].weight_g"),
        ({"lines": [OrderLine("A", weight_g=10**30)]}, "order.lines[0].weight_g"),
        ({"lines": [OrderLine("A"), OrderLine("B", quantity=0)]}, "order.lines[1].quantity"),
        ({"lines": [OrderLine("A", quantity=10**30)]}, "order.lines[0].quantity"),
        ({"lines": [OrderLine("A", warranty_years=-1)]}, "order.lines[0].warranty_years"),
        ({"lines": [OrderLine("A"), OrderLine("A")]}, "order.lines"),
    ],
)
def test_a_record_that_cannot_be_is_refused(fields: dict[str, Any], place: str) -> None:
    with pytest.raises(RequestError) as refused:
        check_order(Order(**fields))
    assert refused.value.where == place
    assert refused.value.mend


def test_everything_may_happen_on_one_day() -> None:
    day = date(2025, 1, 1)
    check_order(Order(placed_on=day, produced_on=day, shipped_on=day, delivered_on=day))
