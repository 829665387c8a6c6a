"""Requests about several orders: one after the other, each looked up with the e-mail that was proven."""

from collections.abc import Callable
from typing import Any

import pytest

from aftersales.records import cases, orders
from aftersales.records.database import reading
from aftersales.records.tables import Order

PutOrder = Callable[..., Order]
UNSENT = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}
EMAIL = "anna.keller@example.com"


@pytest.fixture
def two_orders(an_order: PutOrder) -> tuple[Order, Order]:
    """Two orders of the same customer, neither of them sent."""
    return an_order("rma", "QA-10234", **UNSENT), an_order("rma", "QA-10477", **UNSENT)


def _status(customer: Any, order: Order) -> str:
    with reading(customer.engine) as session:
        return orders.get(session, order.id).status


def _requests(customer: Any) -> list[tuple[str, str]]:
    with reading(customer.engine) as session:
        return [(case.flow, case.status) for case in cases.of_conversation(session, customer.conversation_id)]


@pytest.mark.parametrize("first", ["QA-10234", "10234", "1", "the first one", "both", "both please", "3"])
def test_the_request_comes_to_the_other_order_after_the_first(
    customer: Any, two_orders: tuple[Order, Order], first: str
) -> None:
    asked = customer.says(f"cancel QA-10234 and QA-10477, {EMAIL}", "cancel_order")
    assert asked.names[-1] == "ask_which_order_number"
    chosen = customer.says(first)
    assert chosen.say("order_found").values["order_number"] == "QA-10234"
    assert chosen.say("queued_order").values == {"order_numbers": "QA-10477"}
    done = customer.says("yes", "affirm")
    assert done.say("next_order").values == {"order_number": "QA-10477"}
    assert not {"order_found", "anything_else"}.intersection(done.names)
    assert done.say("confirm_cancel_order").values["order_number"] == "QA-10477"
    assert [_status(customer, order) for order in two_orders] == ["cancelled", "placed"]
    customer.says("yes", "affirm")
    assert [_status(customer, order) for order in two_orders] == ["cancelled", "cancelled"]


def test_the_second_may_come_first(customer: Any, two_orders: tuple[Order, Order]) -> None:
    customer.says("cancel QA-10234 and QA-10477", "cancel_order")
    customer.says("QA-10477", "identify_order")
    assert customer.says(EMAIL, "identify_order").say("confirm_cancel_order").values["order_number"] == "QA-10477"
    assert customer.says("no", "deny").say("next_order").values == {"order_number": "QA-10234"}


def test_an_address_alone_leaves_the_question_which_comes_first(customer: Any, two_orders: tuple[Order, Order]) -> None:
    customer.says("cancel QA-10234 and QA-10477", "cancel_order")
    assert customer.says(EMAIL, "identify_order").names == ["ask_which_order_number"]
    assert "order_found" in customer.says("both").names


def test_three_orders_come_one_after_the_other(customer: Any, an_order: PutOrder) -> None:
    for number in ("QA-10234", "QA-10477", "QA-10888"):
        an_order("rma", number, **UNSENT)
    customer.says(f"cancel QA-10234, QA-10477 and QA-10888, {EMAIL}", "cancel_order")
    assert customer.says("all of them").say("queued_order").values == {"order_numbers": "QA-10477, QA-10888"}
    assert customer.says("yes", "affirm").say("next_order").values == {"order_number": "QA-10477"}
    assert customer.says("yes", "affirm").say("next_order").values == {"order_number": "QA-10888"}


def test_the_proven_address_opens_no_order_of_somebody_else(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10234", **UNSENT)
    an_order("rma", "QA-10477", email="ben.brown@example.com", **UNSENT)
    customer.says(f"cancel QA-10234 and QA-10477, {EMAIL}", "cancel_order")
    customer.says("both")
    answer = customer.says("yes", "affirm")
    assert answer.names[-3:] == ["next_order", "order_not_found", "ask_order_corrected"]
    assert "cancel_order" in customer.statuses


def test_what_was_told_counts_for_both_and_the_item_of_each_is_its_own(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10234", ("Tablet", 1), ("Dash cam", 1))
    second = an_order("rma", "QA-10477", ("Tablet", 1), ("Earbuds", 1))
    customer.says(f"broken: QA-10234 and QA-10477, {EMAIL}", "claim_warranty", facts={"cause": "manufacturing"})
    assert customer.says("both").names[-1] == "ask_item"
    customer.says("the tablet")
    answer = customer.says("stop", "stop")
    assert answer.names[-2:] == ["next_order", "ask_item"]
    assert customer.facts["cause"] == ("manufacturing", "said")
    customer.says("the earbuds")
    assert customer.case.line_id == second.lines[1].id


def test_two_requests_each_keep_their_own_order(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10234", **UNSENT)
    an_order("rma", "QA-10477")
    answer = customer.says(
        f"cancel QA-10234, and the camera of QA-10477 is dead. {EMAIL}",
        "cancel_order",
        facts={"problem": [("cancel", "cancel"), ("defective", "is dead")]},
    )
    assert "ask_which_order_number" not in answer.names
    assert answer.say("confirm_cancel_order").values["order_number"] == "QA-10234"
    assert customer.says("yes", "affirm").say("next_order").values == {"order_number": "QA-10477"}
    assert _requests(customer) == [("cancel_order", "done"), ("claim_warranty", "open")]


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("cancel QA-10477 as well", "cancel_order"),
        ("and QA-10477 too please", "nlu_fallback"),
        ("also QA-10477", "give_details"),
        ("also the other one, QA-10477", "correct"),
    ],
)
def test_another_order_named_meanwhile_waits(
    customer: Any, two_orders: tuple[Order, Order], words: str, intent: str
) -> None:
    customer.says(f"cancel QA-10234, {EMAIL}", "cancel_order")
    answer = customer.says(words, intent)
    assert answer.names == ["queued_order", "confirm_cancel_order"]
    assert answer.say("confirm_cancel_order").values["order_number"] == "QA-10234"
    assert "next_order" in customer.says("yes", "affirm").names


@pytest.mark.parametrize(
    ("words", "intent"),
    [("QA-10477?", "order_status"), ("and where is QA-10477?", "deny"), ("what about my order QA-10477?", "nonsense")],
)
def test_another_request_about_another_order_waits(
    customer: Any, two_orders: tuple[Order, Order], words: str, intent: str
) -> None:
    customer.says(f"cancel QA-10234, {EMAIL}", "cancel_order")
    answer = customer.says(words, intent)
    assert answer.names == ["queued_order_status", "confirm_cancel_order"]
    assert customer.says("yes", "affirm").say("order_status_placed").values["order_number"] == "QA-10477"


def test_an_order_named_in_place_of_another_does_not_wait(customer: Any, two_orders: tuple[Order, Order]) -> None:
    customer.says(f"cancel QA-10234, {EMAIL}", "cancel_order")
    customer.says("sorry, not QA-10234 but QA-10477", "correct")
    answer = customer.says("QA-10477", "identify_order")
    assert "queued_order" not in answer.names
    assert answer.say("confirm_cancel_order").values["order_number"] == "QA-10477"
    assert _requests(customer) == [("cancel_order", "decided")]


def test_an_order_named_in_place_of_the_last_one_gets_its_request(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10234", status="cancelled")
    an_order("rma", "QA-10477", **UNSENT)
    customer.says(f"cancel QA-10234, {EMAIL}", "cancel_order")
    answer = customer.says("sorry, I meant QA-10477", "correct")
    assert answer.say("confirm_cancel_order").values["order_number"] == "QA-10477"


def test_an_order_corrected_before_any_request_is_asked_what_to_do(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10477")
    customer.says("hello", "greet")
    assert "order_found" in customer.says(f"sorry, I meant QA-10477, {EMAIL}", "correct").names


def test_a_request_about_another_order_that_is_not_named_asks_for_its_number(
    customer: Any, two_orders: tuple[Order, Order]
) -> None:
    text = f"cancel QA-10234 ({EMAIL}) and where is the refund for the other order"
    told = {"problem": [("cancel", "cancel"), ("refund_late", "where is the refund")]}
    assert "queued_refund_status" in customer.says(text, "cancel_order", facts=told).names
    assert customer.says("yes", "affirm").names[-2:] == ["next_refund_status", "ask_other_order_number"]
    assert customer.says("QA-10477").say("order_found").values["order_number"] == "QA-10477"
