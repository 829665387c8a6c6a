"""Asking the same of another order or item once the first answer is given: "and the other one?"."""

from collections.abc import Callable
from typing import Any

import pytest

from aftersales.records.tables import Order

PutOrder = Callable[..., Order]
EMAIL = "anna.keller@example.com"
UNSENT = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}
TWO_ITEMS = (("Dash cam", 1), ("Memory card 64 GB", 1))
INTENTS = ("nlu_fallback", "order_status", "correct", "give_details", "ask_part_of_order", "deny")


@pytest.fixture
def told(customer: Any, an_order: PutOrder) -> Any:
    """A customer of two orders who has been told where the first one is."""
    an_order("qualir", "QA-10234")
    an_order("qualir", "QA-10477", **UNSENT)
    customer.says(f"where is my order QA-10234? {EMAIL}", "order_status")
    return customer


@pytest.mark.parametrize("intent", INTENTS)
def test_the_other_order_is_asked_for_by_its_number_alone_and_told(told: Any, intent: str) -> None:
    assert told.says("ok thanks, and the other one?", intent).names == ["ask_other_order_number"]
    answer = told.says("QA-10477", "identify_order")
    assert answer.say("order_status_placed").values["order_number"] == "QA-10477"


@pytest.mark.parametrize("words", ["and QA-10477?", "what about QA-10477", "QA-10477", "and for order 10477 please"])
@pytest.mark.parametrize("intent", ["nlu_fallback", "identify_order", "correct"])
def test_an_order_named_after_it_is_looked_up_as_well(told: Any, words: str, intent: str) -> None:
    assert told.says(words, intent).say("order_status_placed").values["order_number"] == "QA-10477"


def test_an_order_named_with_a_request_of_its_own_is_that_request(told: Any) -> None:
    answer = told.says("please cancel QA-10477", "cancel_order", facts={"problem": "cancel"})
    assert "order_status_placed" not in answer.names
    assert told.case.flow == "cancel_order"


def test_a_number_named_before_is_not_asked_for(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir", "QA-10234")
    an_order("qualir", "QA-10477", **UNSENT)
    customer.says("where is QA-10477?", "order_status")
    customer.says(f"sorry, first of all QA-10234, {EMAIL}", "correct")
    answer = customer.says("and the other one?", "nlu_fallback")
    assert answer.say("order_status_placed").values["order_number"] == "QA-10477"


@pytest.mark.parametrize("intent", INTENTS)
def test_another_item_of_the_order_has_the_orders_state(customer: Any, an_order: PutOrder, intent: str) -> None:
    an_order("qualir", "QA-10234", *TWO_ITEMS)
    customer.says(f"where is my dash cam? QA-10234, {EMAIL}", "order_status")
    answer = customer.says("and the other one?", intent)
    assert answer.names == ["same_order", "order_status_delivered", "or_another_order"]
    assert answer.say("same_order").values == {"products": "Dash cam and Memory card 64 GB"}
    assert customer.says("and the memory card?", intent).names == ["same_order", "order_status_delivered"]


def test_the_other_parcel_is_another_order(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir", "QA-10234", *TWO_ITEMS)
    customer.says(f"where is QA-10234, {EMAIL}", "order_status")
    assert customer.says("and the other parcel?", "order_status").names == ["ask_other_order_number"]


def test_somebody_elses_order_is_not_told(told: Any, an_order: PutOrder) -> None:
    an_order("qualir", "QA-10888", email="ben.brown@example.com", **UNSENT)
    told.says("and the other one?", "nlu_fallback")
    assert told.says("QA-10888", "identify_order").names[0] == "order_not_found"


def test_a_cancellation_is_asked_for_the_other_order_too_and_confirmed(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10234", **UNSENT)
    an_order("rma", "QA-10477", **UNSENT)
    customer.says(f"cancel QA-10234, {EMAIL}", "cancel_order")
    customer.says("yes", "affirm")
    customer.says("and the other one too", "nlu_fallback")
    summed_up = customer.says("QA-10477", "identify_order")
    assert summed_up.say("confirm_cancel_order").values["order_number"] == "QA-10477"


def test_before_anything_was_asked_there_is_nothing_to_ask_again(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir")
    customer.says(f"QA-10234, {EMAIL}", "identify_order")
    assert "ask_other_order_number" not in customer.says("and the other one?", "nlu_fallback").names
