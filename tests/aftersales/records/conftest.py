"""Rows to start from: an order of three cameras and a cable, a conversation about it, a case in it."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import cases, conversations
from aftersales.records.database import writing
from aftersales.records.tables import Case, Order, OrderLine


@pytest.fixture
def order(engine: Engine, an_order: Callable[..., Order]) -> Order:
    with writing(engine) as session:
        order = an_order("QA-10234", "10234")
        session.add(order)
    return order


@pytest.fixture
def conversation(engine: Engine, order: Order, now: datetime) -> str:
    with writing(engine) as session:
        conversations.get_or_start(session, "c1", now)
    return "c1"


@pytest.fixture
def case(engine: Engine, conversation: str, now: datetime) -> Case:
    with writing(engine) as session:
        return cases.open_case(session, conversation, "claim_warranty", now, problem="defective")


@pytest.fixture
def an_order() -> Callable[..., Order]:
    """Make an order with a number and its digits, of a shop and an e-mail address."""
    return _an_order


def _an_order(number: str, digits: str, shop: str = "qualir", email: str = "anna.keller@example.com") -> Order:
    return Order(
        shop=shop,
        number=number,
        number_key=number.replace("-", ""),
        number_digits=digits,
        email=email,
        status="delivered",
        placed_on=date(2025, 1, 2),
        currency="EUR",
        shipping_fee=Decimal("4.90"),
        lines=[
            OrderLine(position=1, sku="CAM", name="Rear view camera", quantity=3, unit_price=Decimal("53.00")),
            OrderLine(position=2, sku="CAB", name="Cable", quantity=1, unit_price=Decimal("0.10")),
        ],
    )
