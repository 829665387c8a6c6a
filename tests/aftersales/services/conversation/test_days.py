"""Days that customers tell: roughly, by the delivery, and such as cannot be."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from aftersales.records.tables import Order

PutOrder = Callable[..., Order]
LONG_AGO = {
    "placed_on": date(2024, 12, 10),
    "produced_on": None,
    "shipped_on": date(2024, 12, 14),
    "delivered_on": date(2024, 12, 24),
}


@pytest.fixture
def asked_for_a_day(customer: Any, an_order: PutOrder) -> Any:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("guarantee", "QA-10234", **LONG_AGO))
    assert customer.asked["fact"] == "first_noticed_on"
    return customer


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("about two weeks ago", "2025-02-18"),
        ("when I unpacked it", "2024-12-24"),
        ("right away", "2024-12-24"),
        ("on 3 March", "2025-03-03"),
    ],
)
def test_a_day_may_be_told_roughly_or_by_the_delivery(asked_for_a_day: Any, words: str, day: str) -> None:
    asked_for_a_day.says(words)
    assert asked_for_a_day.facts["first_noticed_on"] == (day, "asked")


def test_a_day_before_the_delivery_is_asked_again_with_what_does_not_fit(asked_for_a_day: Any) -> None:
    answer = asked_for_a_day.says("on 1 December 2024")
    assert answer.names == ["day_comes_too_early", "ask_fact"]
    said = answer.say("day_comes_too_early").values
    assert (said["day"], said["other_day"]) == ("1 December 2024", "24 December 2024")
    assert "first_noticed_on" not in asked_for_a_day.facts


def test_a_day_ahead_is_asked_again_with_what_does_not_fit(asked_for_a_day: Any) -> None:
    answer = asked_for_a_day.says("on 2025-04-20")
    assert answer.names == ["day_lies_ahead", "ask_fact"]


def test_what_is_no_day_is_helped_with_examples(asked_for_a_day: Any) -> None:
    assert asked_for_a_day.says("blah", "nlu_fallback").names == ["not_understood_day", "ask_fact"]


def test_a_day_told_in_passing_that_cannot_be_is_not_taken(customer: Any, an_order: PutOrder) -> None:
    customer.identified(an_order("guarantee", "QA-10234", **LONG_AGO))
    customer.says("it broke", "claim_warranty", dates={"first_noticed_on": date(2024, 12, 1)})
    assert "first_noticed_on" not in customer.facts
    assert customer.asked["fact"] == "first_noticed_on"


def test_the_question_may_still_be_answered_when_a_person_is_offered(asked_for_a_day: Any) -> None:
    asked_for_a_day.says("blah", "nlu_fallback")
    assert asked_for_a_day.says("blah", "nlu_fallback").names == ["offer_person_not_understood"]
    assert asked_for_a_day.says("two weeks ago").names == ["ask_any_of"]


def test_of_two_days_the_one_that_was_asked_for_is_taken(customer: Any, an_order: PutOrder) -> None:
    customer.says("where is my refund", "refund_status")
    customer.identified(an_order("saferexpert", "QA-10234", **LONG_AGO))
    assert customer.asked["fact"] == "arrived_back_on"
    days = {"sent_back_on": date(2025, 2, 20), "delivered_on": date(2025, 2, 24)}
    customer.says("sent back 20 feb, arrived 24 feb", dates=days)
    assert customer.facts["sent_back_on"] == ("2025-02-20", "said")
    assert customer.facts["arrived_back_on"] == ("2025-02-24", "asked")
