"""Finding orders by what customers type, and cancelling one exactly once."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.errors import UnknownOrder
from aftersales.records import orders
from aftersales.records.database import reading, writing
from aftersales.records.tables import Order


@pytest.mark.parametrize(
    "typed",
    [
        "QA-10234",
        "qa-10234",
        "qa10234",
        " QA 10234 ",
        "#QA-10234",
        "10234",
        "#10234",
        "１０２３４",
        "Q.A–10234",
    ],
)
def test_a_number_is_found_however_it_is_typed(engine: Engine, order: Order, typed: str) -> None:
    with reading(engine) as session:
        found = orders.find_by_number_and_email(session, typed, " Anna.Keller@Example.com ")
    assert [found_order.id for found_order in found] == [order.id]


@pytest.mark.parametrize(
    ("number", "email"),
    [
        ("QA-10235", "anna.keller@example.com"),
        ("QA-10234", "ben.brown@example.com"),
        ("QB-10234", "anna.keller@example.com"),
        ("1023", "anna.keller@example.com"),
        ("", "anna.keller@example.com"),
        ("#", "anna.keller@example.com"),
        ("%", "%"),
        ("QA-10234", ""),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ],
)
def test_number_and_email_must_both_fit(engine: Engine, order: Order, number: str, email: str) -> None:
    with reading(engine) as session:
        assert orders.find_by_number_and_email(session, number, email) == []


def test_shops_with_the_same_number_are_told_apart(
    engine: Engine, order: Order, an_order: Callable[..., Order]
) -> None:
    with writing(engine) as session:
        session.add(an_order("GU-10234", "10234", shop="guarantee"))
    with reading(engine) as session:
        both = orders.find_by_number_and_email(session, "10234", order.email)
        one = orders.find_by_number_and_email(session, "10234", order.email, shop="guarantee")
    assert [found.shop for found in both] == ["guarantee", "qualir"]
    assert [found.number for found in one] == ["GU-10234"]


def test_twenty_cancellations_at_once_cancel_once(
    engine: Engine, order: Order, together: Callable[..., list[Any]]
) -> None:
    def cancel(_: int) -> bool:
        with writing(engine) as session:
            return orders.cancel(session, order.id, version=1)

    assert sorted(together(cancel, 20)) == [False] * 19 + [True]
    with reading(engine) as session:
        cancelled = orders.get(session, order.id)
    assert (cancelled.status, cancelled.version) == ("cancelled", 2)


def test_an_order_that_changed_since_is_not_cancelled(engine: Engine, order: Order) -> None:
    with writing(engine) as session:
        orders.get(session, order.id).version = 2
    with writing(engine) as session:
        assert not orders.cancel(session, order.id, version=1)


def test_an_unknown_order_is_a_fault(engine: Engine) -> None:
    with reading(engine) as session:
        with pytest.raises(UnknownOrder):
            orders.get(session, 1)
        with pytest.raises(UnknownOrder, match="qualir: there is no order X-1"):
            orders.get_by_number(session, "qualir", "X-1")
