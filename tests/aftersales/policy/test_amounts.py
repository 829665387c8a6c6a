"""Amounts: full, by weight, none; rounded once; unknown where the policy or the record is silent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from aftersales.policy.amounts import Refund, delivery_share, items_share, refund_of, rounded
from aftersales.policy.order import Order, OrderLine, Piece
from aftersales.policy.settlement import SILENT, Finding

CAMERA = OrderLine("CAM", "Camera", 2, Decimal("24.00"), 300)
MONITOR = OrderLine("MON", "Monitor", 1, Decimal("60.00"), 600)


def order(fee: str | None = "20.00", lines: list[OrderLine] | None = None, **fields: Any) -> Order:
    shipping_fee = None if fee is None else Decimal(fee)
    return Order(currency="USD", shipping_fee=shipping_fee, lines=lines or [CAMERA, MONITOR], **fields)


def whole(placed: Order) -> list[Piece]:
    return [Piece(line, line.quantity) for line in placed.lines]


def settled(**values: str) -> dict[str, Finding]:
    outcomes = ("refund_items", "original_postage", "return_postage", "refund_method", "refund_within")
    findings = dict.fromkeys(outcomes, SILENT)
    return findings | {outcome: Finding("settled", value, ("r",)) for outcome, value in values.items()}


def refund(placed: Order, pieces: list[Piece] | None = None, **values: str) -> Refund:
    return refund_of(placed, whole(placed) if pieces is None else pieces, settled(**values))


def test_all_of_an_order_is_its_items_and_its_delivery() -> None:
    got = refund(
        order(), refund_items="full", original_postage="refunded", refund_method="PayPal", refund_within="3 days"
    )
    assert (got.amount, got.currency, got.missing) == (Decimal("128.00"), "USD", ())
    assert (got.method, got.paid_within) == ("PayPal", "3 days")
    assert got.formula == "2 x 24.00 + 1 x 60.00 + 20.00"


def test_items_alone_where_the_delivery_stays_with_the_shop() -> None:
    got = refund(order(), refund_items="full", original_postage="not_refunded")
    assert (got.amount, got.formula) == (Decimal("108.00"), "2 x 24.00 + 1 x 60.00")


def test_nothing_where_the_policy_pays_back_nothing() -> None:
    got = refund(order(), refund_items="none", original_postage="not_refunded")
    assert (got.amount, got.formula) == (Decimal("0.00"), None)


def test_the_delivery_is_shared_by_weight() -> None:
    got = refund(order(), [Piece(CAMERA, 1)], refund_items="full", original_postage="by_weight")
    assert got.amount == Decimal("29.00")  # 24.00 + 20.00 x 300 g / 1200 g
    assert got.formula == "1 x 24.00 + 20.00 x 300 g / 1200 g"


def test_a_receipted_return_postage_is_named_beside_the_amount() -> None:
    got = refund(order(), refund_items="full", original_postage="refunded", return_postage="reimbursed_with_receipt")
    assert got.amount == Decimal("128.00")
    assert (got.formula or "").endswith(", plus the return postage as receipted")


@pytest.mark.parametrize("paid", [False, 0, Decimal("0.00")])
def test_what_was_not_paid_is_not_paid_back(paid: Any) -> None:
    got = refund(order(paid=paid), refund_items="full", original_postage="refunded")
    assert (got.amount, got.formula) == (Decimal("0.00"), "nothing was paid")


@pytest.mark.parametrize("paid", [True, None, 1, Decimal("128.00")])
def test_what_was_paid_or_may_have_been_is(paid: Any) -> None:
    assert refund(order(paid=paid), refund_items="full", original_postage="refunded").amount == Decimal("128.00")


@pytest.mark.parametrize("policy", ["refunded", "not_refunded", "by_weight", None])
def test_free_delivery_adds_nothing_whatever_the_policy_says(policy: str | None) -> None:
    values = {"refund_items": "full"} | ({"original_postage": policy} if policy else {})
    assert refund(order("0.00"), **values).amount == Decimal("108.00")


class TestUnknown:
    @pytest.mark.parametrize(
        ("placed", "values", "missing"),
        [
            (order(), {"original_postage": "refunded"}, ("refund_items",)),
            (order(), {"refund_items": "full"}, ("original_postage",)),
            (order(), {}, ("refund_items", "original_postage")),
            (order(None), {"refund_items": "full", "original_postage": "refunded"}, ("shipping_fee",)),
            (
                order(lines=[OrderLine("X", quantity=1, weight_g=5)]),
                {"refund_items": "full", "original_postage": "refunded"},
                ("unit_price",),
            ),
            (
                order(lines=[CAMERA, OrderLine("X", "X", 1, Decimal(5))]),
                {"refund_items": "full", "original_postage": "by_weight"},
                ("weight_g",),
            ),
            (
                order(lines=[OrderLine("X", "X", 1, Decimal(5), 0)]),
                {"refund_items": "full", "original_postage": "by_weight"},
                ("weight_g",),
            ),
        ],
    )
    def test_amounts_name_what_is_missing(
        self, placed: Order, values: dict[str, str], missing: tuple[str, ...]
    ) -> None:
        got = refund(placed, **values)
        assert (got.amount, got.missing) == (None, missing)

    def test_without_an_order_is_no_amount_and_no_currency(self) -> None:
        got = refund_of(None, [], settled(refund_items="full", refund_within="at once"))
        assert (got.amount, got.currency, got.paid_within) == (None, None, "at once")

    def test_an_order_without_lines_has_no_amount(self) -> None:
        got = refund(Order(shipping_fee=Decimal(5)), refund_items="full", original_postage="refunded")
        assert (got.amount, got.missing) == (None, ("unit_price",))

    def test_a_delivery_left_to_a_person_is_unknown_even_if_nothing_was_charged(self) -> None:
        share = delivery_share(order("0.00"), whole(order()), Finding("conflict", None, ("a", "b")))
        assert share.exact is None


class TestRounding:
    @pytest.mark.parametrize(
        ("exact", "cents"),
        [
            (Fraction(1, 200), "0.01"),  # half a cent goes up
            (Fraction(1, 3), "0.33"),
            (Fraction(2, 3), "0.67"),
            (Fraction(1005, 1000), "1.01"),
            (Fraction(10**40 + 1, 10**40) / 200, "0.01"),
            (Fraction(10**40 - 1, 10**40) / 200, "0.00"),
            (Fraction(0), "0.00"),
            (Fraction(999_999_999_999_999), "999999999999999.00"),
        ],
    )
    def test_is_to_the_cent_halves_up(self, exact: Fraction, cents: str) -> None:
        assert str(rounded(exact)) == cents

    def test_happens_once_at_the_end(self) -> None:
        line = OrderLine("X", "X", 3, Decimal("0.333"), 100)
        other = OrderLine("Y", "Y", 1, Decimal("1.00"), 300)
        placed = order("1.01", [line, other])
        got = refund(placed, [Piece(line, 1)], refund_items="full", original_postage="by_weight")
        assert got.amount == Decimal("0.50")  # 0.333 + 1.01 / 6 = 0.50133

    def test_pieces_of_a_split_order_sum_to_the_whole(self) -> None:
        line = OrderLine("X", "X", 7, Decimal("3.33"), 137)
        placed = order("10.00", [line, CAMERA])
        by_weight = settled(refund_items="full", original_postage="by_weight")
        parts = [[Piece(line, 1)], [Piece(line, 4)], [Piece(line, 2)], [Piece(CAMERA, 2)]]
        shares = [
            share
            for part in parts
            for share in (
                items_share(part, by_weight["refund_items"]),
                delivery_share(placed, part, by_weight["original_postage"]),
            )
        ]
        assert sum(share.exact or 0 for share in shares) == Fraction("3.33") * 7 + 48 + 10


def test_amounts_are_texts_in_json() -> None:
    got = refund(order(), refund_items="full", original_postage="refunded").to_json()
    assert got == {
        "amount": "128.00",
        "currency": "USD",
        "method": None,
        "paid_within": None,
        "formula": "2 x 24.00 + 1 x 60.00 + 20.00",
    }
