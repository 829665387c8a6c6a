"""Requests made from orders on record."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aftersales.errors import RequestError
from aftersales.services.orders.requests import request_for_order

TODAY = date(2025, 3, 4)


def test_the_record_tells_its_facts(desk: Any) -> None:
    order = desk.order("qualir")
    request = request_for_order(desk.policies["qualir"], order, order.lines[0], 2, {}, TODAY)
    known = request.case.values
    assert (known["order_status"], known["shipped_on"], known["warehouse"]) == ("delivered", date(2025, 2, 12), "US")
    assert (known["part_of_order"], known["warranty_years"], known["open_dispute"]) == (True, 1, False)
    (piece,) = request.pieces
    assert (piece.quantity, piece.line.unit_price, piece.line.weight_g) == (2, Decimal("53.00"), 400)
    assert request.order.shipping_fee == Decimal("4.90")


def test_without_a_line_it_is_about_the_whole_order(desk: Any) -> None:
    request = request_for_order(desk.policies["qualir"], desk.order("qualir"), None, None, {}, TODAY)
    assert [piece.quantity for piece in request.pieces] == [3]
    assert request.case.values["part_of_order"] is False


def test_a_line_without_a_quantity_is_all_of_it(desk: Any) -> None:
    order = desk.order("qualir")
    request = request_for_order(desk.policies["qualir"], order, order.lines[0], None, {}, TODAY)
    assert [piece.quantity for piece in request.pieces] == [3]


def test_what_was_told_is_typed_and_what_was_taken_back_is_left_out(desk: Any) -> None:
    told = {"problem": "defective", "reported_on": "2025-03-01", "opened_body": None}
    known = request_for_order(desk.policies["qualir"], desk.order("qualir"), None, None, told, TODAY).case.values
    assert (known["problem"], known["reported_on"]) == ("defective", date(2025, 3, 1))
    assert "opened_body" not in known


def test_without_an_order_it_rests_on_what_was_told(desk: Any) -> None:
    request = request_for_order(desk.policies["qualir"], None, None, None, {"problem": "defective"}, TODAY)
    assert (request.order, request.pieces) == (None, ())


def test_more_pieces_than_were_ordered_are_refused(desk: Any) -> None:
    order = desk.order("qualir")
    with pytest.raises(RequestError, match="4 of 3 ordered"):
        request_for_order(desk.policies["qualir"], order, order.lines[0], 4, {}, TODAY)
