"""What the customer gets is told once it can be; until then the question on the table comes first."""

from collections.abc import Callable
from typing import Any

import pytest

from aftersales.records.tables import Order

PutOrder = Callable[..., Order]


@pytest.fixture
def asked_for_the_cause(customer: Any, an_order: PutOrder) -> Any:
    """A customer of whom the cause of a fault is asked."""
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    assert customer.asked["fact"] == "cause"
    return customer


def test_it_depends_on_the_question_which_comes_again(asked_for_the_cause: Any) -> None:
    assert asked_for_the_cause.says("so what do I get?", "help").names == ["told_after_this", "ask_fact"]
    assert asked_for_the_cause.asked["fact"] == "cause"


def test_it_is_no_message_that_was_not_understood(asked_for_the_cause: Any) -> None:
    for _ in range(3):
        answer = asked_for_the_cause.says("how much would i get", "out_of_scope")
    assert answer.names == ["told_after_this", "ask_fact"]


def test_before_the_order_is_known_too(customer: Any) -> None:
    customer.says("it broke", "claim_warranty")
    assert customer.says("what are my options", "help").names == ["told_after_this", "ask_order_number_and_email"]


def test_once_it_is_decided_the_summary_tells_it(customer: Any, an_order: PutOrder) -> None:
    unsent = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}
    customer.says("cancel it", "cancel_order")
    customer.identified(an_order("rma", "QA-10234", **unsent))
    assert customer.asked["kind"] == "confirm"
    assert "told_after_this" not in customer.says("what do I get", "help").names
