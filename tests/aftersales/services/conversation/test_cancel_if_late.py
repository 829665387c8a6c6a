"""Who cancels only if the order comes late: nothing is opened; where it is and what cancelling means is told."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from aftersales.records.tables import Order

PutOrder = Callable[..., Order]
EMAIL = "anna.keller@example.com"
WISH = "if it isn't here by Friday I want to cancel"
UNSENT = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}
SENT = {"status": "shipped", "shipped_on": date(2025, 3, 1), "delivered_on": None}


@pytest.mark.parametrize("intent", ["cancel_order", "order_status", "ask_cancelling", "nlu_fallback", "stop"])
def test_nothing_is_cancelled_nor_asked_to_be_confirmed(customer: Any, an_order: PutOrder, intent: str) -> None:
    an_order("rma", **UNSENT)
    customer.says(WISH, intent, facts={"problem": "cancel"})
    answer = customer.says(f"QA-10234, {EMAIL}", "identify_order")
    assert answer.names == ["order_found", "order_status_placed", "cancel_if_late"]
    assert "(R-10, R-11, R-12)" in answer.say("cancel_if_late").values["lines"][0]
    assert customer.statuses == {"order_status": "done"}


def test_an_order_on_its_way_is_told_what_can_still_be_done(customer: Any, an_order: PutOrder) -> None:
    an_order("saferexpert", **SENT)
    answer = customer.says(f"{WISH}. QA-10234, {EMAIL}", "cancel_order")
    assert answer.names[-2:] == ["order_status_shipped", "cancel_if_late"]
    assert "cannot be cancelled any more" in answer.say("cancel_if_late").values["lines"][0]


def test_a_policy_that_is_silent_on_it_is_said_to_be(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir", **SENT)
    answer = customer.says(f"{WISH}. QA-10234, {EMAIL}", "cancel_order")
    assert answer.names[-1] == "cancel_if_late_open"


def test_who_has_it_already_is_told_no_more_than_that(customer: Any, an_order: PutOrder) -> None:
    an_order("rma")
    assert customer.says(f"{WISH}. QA-10234, {EMAIL}", "cancel_order").names[-1] == "order_status_delivered"


def test_it_is_cancelled_once_that_is_said(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", **UNSENT)
    customer.says(f"{WISH}. QA-10234, {EMAIL}", "cancel_order")
    assert customer.says("ok cancel it now", "cancel_order").names[-1] == "confirm_cancel_order"


def test_it_is_told_in_the_middle_of_a_look_up_as_well(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", **UNSENT)
    customer.says("where is my order", "order_status")
    customer.says(WISH, "cancel_order")
    assert customer.says(f"QA-10234, {EMAIL}", "identify_order").names[-1] == "cancel_if_late"


def test_the_summary_of_a_cancellation_is_not_confirmed_by_it(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", **UNSENT)
    customer.says(f"cancel QA-10234, {EMAIL}", "cancel_order")
    answer = customer.says(WISH, "cancel_order")
    assert answer.names == ["order_status_placed", "cancel_if_late", "confirm_cancel_order"]


def test_who_waits_for_a_repair_is_not_meant(customer: Any, an_order: PutOrder) -> None:
    an_order("rma")
    told = {"problem": "defective"}
    customer.says("it is dead, if I don't get it fixed by Friday I want my money back", "claim_warranty", facts=told)
    assert customer.case.flow == "claim_warranty"
