"""Every question with choices can be read and answered where no buttons are shown."""

from collections.abc import Callable
from typing import Any

import pytest

from aftersales.records.tables import Order
from aftersales.services.conversation.reply import Say
from aftersales.services.wording import words

PutOrder = Callable[..., Order]


def _text(said: Say) -> str:
    return words(said.response, said.values)


def test_the_remedies_to_choose_from_stand_in_the_question_each_time(customer: Any, an_order: PutOrder) -> None:
    customer.says("it never worked", "claim_warranty", facts={"cause": "manufacturing"})
    asked = customer.identified(an_order("highvalue", "QA-10234"))
    told = "The choice is yours. Which would you like: a replacement or a refund?"
    assert _text(asked.say("ask_remedy")) == told
    assert _text(customer.says("hm", "nlu_fallback").say("ask_remedy")) == told
    assert _text(customer.says("why?", "why").say("ask_remedy")) == told


def test_the_orders_named_and_the_shops_stand_in_the_question(customer: Any, an_order: PutOrder) -> None:
    for shop in ("rma", "saferexpert"):
        an_order(shop, "10234")
    which = customer.says("where are 10234 and 10477", "order_status").say("ask_which_order_number")
    assert _text(which).endswith("Which one shall I start with: 10234 or 10477?")
    shop = customer.says("10234, anna.keller@example.com").say("ask_which_shop")
    assert _text(shop) == "Which shop did you order from: RMA or Saferexpert?"


def test_an_open_question_names_its_choices_once_it_was_not_understood(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    asked = customer.identified(an_order("rma", "QA-10234")).say("ask_fact")
    assert _text(asked) == "What do you think caused it?"
    again = customer.says("blah", "nlu_fallback").say("not_understood_choices")
    assert _text(again).splitlines()[1:] == [f"• {choice.says}" for choice in asked.choices]


def test_what_can_be_done_is_named_to_who_was_not_understood(customer: Any) -> None:
    assert "Return something" in _text(customer.says("blah", "nlu_fallback").say("not_understood_choices"))


@pytest.mark.parametrize("answer", ["a refund", "2", "the money back"])
def test_a_choice_is_typed_or_numbered(customer: Any, an_order: PutOrder, answer: str) -> None:
    customer.says("it never worked", "claim_warranty", facts={"cause": "manufacturing"})
    customer.identified(an_order("highvalue", "QA-10234"))
    customer.says(answer)
    assert customer.facts["wants"] == ("refund", "asked")
