"""What Rasa's understanding says, as the services want it."""

from datetime import date
from typing import Any

import pytest

from actions.heard import heard_from
from aftersales.services.conversation.heard import Heard, HeardFact

TODAY = date(2025, 3, 4)


def _heard(text: str, *entities: dict[str, Any], **message: Any) -> Heard:
    return heard_from({"text": text, "entities": list(entities), **message}, TODAY, day_first=True)


def _fact(text: str, quote: str, value: str) -> dict[str, Any]:
    start = text.index(quote)
    return {"entity": "fact", "value": value, "start": start, "end": start + len(quote)}


def test_a_message_without_anything_in_it() -> None:
    assert heard_from({}, TODAY, day_first=True) == Heard("", confidence=0.0)
    assert heard_from({"text": None, "intent": None, "entities": None}, TODAY, day_first=True).text == ""


def test_intent_and_confidence() -> None:
    heard = _heard("why", intent={"name": "why", "confidence": 0.93})
    assert (heard.intent, heard.confidence) == ("why", 0.93)


def test_two_readings_that_the_message_is_torn_between() -> None:
    assert _heard("x", between=["cancel_order", "return_item"]).between == ("cancel_order", "return_item")
    assert _heard("x").between == ()


@pytest.mark.parametrize(
    ("written", "fact", "value"),
    [
        ("opened_body=false", "opened_body", False),
        ("opened_body=true", "opened_body", True),
        ("cause=accident", "cause", "accident"),
        ("problem=wrong_color", "problem", "wrong_color"),
    ],
)
def test_facts_are_typed_and_keep_the_customers_words(written: str, fact: str, value: Any) -> None:
    text = "well, I dropped it yesterday"
    assert _heard(text, _fact(text, "I dropped it", written)).facts == (HeardFact(fact, value, "I dropped it", 6),)


def test_every_value_of_a_fact_is_told_in_the_order_said() -> None:
    text = "it is late and broken"
    heard = _heard(text, _fact(text, "late", "problem=refund_late"), _fact(text, "broken", "problem=defective"))
    assert heard.values_of("problem") == ("refund_late", "defective")
    assert heard.values_of("cause") == ()


def test_numbers_and_addresses_are_picked_out_of_the_words() -> None:
    heard = _heard("order #qa-10234, Anna.Keller@Example.com")
    assert heard.order_numbers == ("QA-10234",)
    assert heard.emails == ("anna.keller@example.com",)


def test_products_quantities_and_the_shop() -> None:
    heard = _heard(
        "two dash cams from Qualir",
        {"entity": "product", "value": "dash cam"},
        {"entity": "quantity", "value": 2},
        {"entity": "shop", "value": "Qualir"},
    )
    assert (heard.products, heard.quantities, heard.shop) == (("dash cam",), (2,), "Qualir")


@pytest.mark.parametrize(("day_first", "day"), [(True, date(2024, 5, 3)), (False, date(2024, 3, 5))])
def test_days_are_reckoned_as_the_shops_customers_write_them(day_first: bool, day: date) -> None:
    entity = {"entity": "date", "value": "3/5/2024", "role": "first_noticed_on"}
    heard = heard_from({"text": "on 3/5/2024", "entities": [entity]}, TODAY, day_first)
    assert heard.dates == {"first_noticed_on": day}


def test_a_day_in_words_counts_from_today_and_a_day_that_is_none_is_left_out() -> None:
    heard = _heard("", {"entity": "date", "value": "yesterday"}, {"entity": "date", "value": "31 June", "role": "x"})
    assert heard.dates == {"": date(2025, 3, 3)}
