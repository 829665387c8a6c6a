"""A message with two close readings is asked about, and the answer picks one."""

from datetime import date
from typing import Any

import pytest

from aftersales.services.conversation.heard import Heard, HeardFact
from aftersales.services.wording import words

TORN = ("cancel_order", "return_item")


@pytest.fixture
def asked(customer: Any) -> Any:
    """A customer who was asked which of two is meant."""
    customer.says("I don't want order QA-10234 now", "nlu_fallback", between=TORN)
    return customer


def test_both_readings_are_named_and_can_be_picked(customer: Any) -> None:
    answer = customer.says("no longer this one", "nlu_fallback", between=TORN)
    assert answer.names[-1] == "ask_which_reading"
    question = answer.say("ask_which_reading")
    assert question.values == {"first": words("reading_cancel_order"), "second": words("reading_return_item")}
    assert [choice.response for choice in question.choices] == ["choice_cancel_order", "choice_return_item"]


@pytest.mark.parametrize(
    ("said", "intent", "flow"),
    [
        ("1", "nlu_fallback", "cancel_order"),
        ("Return something", "nlu_fallback", "return_item"),
        ("the second", "give_details", "return_item"),
        ("the first one please", "give_details", "cancel_order"),
        ("call it off", "cancel_order", "cancel_order"),
    ],
)
def test_a_button_a_number_and_words_of_ones_own_pick_one(asked: Any, said: str, intent: str, flow: str) -> None:
    assert asked.says(said, intent).names[-1].startswith("ask_")
    assert asked.case.flow == flow


def test_what_the_unclear_message_told_besides_is_not_lost(customer: Any) -> None:
    customer.says(
        "it broke, take it", "nlu_fallback", between=("claim_warranty", "return_item"), facts={"cause": "wear"}
    )
    customer.says("the second", "give_details")
    assert customer.facts["cause"][0] == "wear"


def test_what_the_answer_tells_counts_more_than_what_was_heard_before(customer: Any) -> None:
    between = ("report_dead_on_arrival", "report_wrong_item")
    customer.says("something is not right with it", "nlu_fallback", between=between, facts={"problem": "wrong_item"})
    customer.says("it arrived damaged", "report_dead_on_arrival", facts={"problem": "damaged_in_transit"})
    assert customer.case.flow == "report_dead_on_arrival"
    assert customer.facts["problem"][0] == "damaged_in_transit"


def test_an_order_number_beside_it_is_kept(asked: Any, customer: Any) -> None:
    asked.says("2", "nlu_fallback")
    assert asked.asked["number"] == "10234" or asked.asked["number"] == "QA-10234"


def test_a_question_about_the_rules_is_answered_on_the_topic_that_was_heard(customer: Any) -> None:
    customer.says("back with it, how", "nlu_fallback", between=("return_item", "ask_courier"))
    assert customer.says(words("choice_ask_policy"), "nlu_fallback").names == ["ask_shop"]
    assert customer.asked["topic"] == "courier"


def test_a_person_can_be_one_of_the_two(customer: Any) -> None:
    customer.says("who does this", "nlu_fallback", between=("hand_off", "order_status"))
    assert customer.says(words("choice_hand_off"), "nlu_fallback").names[0] == "handed_over"


def test_neither_leads_to_all_that_can_be_done(asked: Any) -> None:
    assert asked.says("neither", "deny").names == ["ask_what_to_do"]


def test_another_request_is_taken_up_instead(asked: Any) -> None:
    asked.says("where is my refund", "refund_status")
    assert asked.case.flow == "refund_status"


def test_a_clear_question_instead_settles_it(asked: Any) -> None:
    assert asked.says("which carrier may I use?", "ask_courier").names[-1] == "ask_shop"


def test_a_greeting_in_between_brings_the_question_back(asked: Any) -> None:
    assert asked.says("hello?", "greet").names == ["greet_briefly", "ask_which_reading"]


def test_what_is_not_understood_either_is_asked_again_and_then_a_person_offered(asked: Any) -> None:
    assert asked.says("blah", "nlu_fallback").names == ["not_understood_answer", "ask_which_reading"]
    assert asked.says("blah", "nlu_fallback").names == ["offer_person_not_understood"]


def test_in_the_middle_of_a_request_the_question_at_hand_is_asked_again(customer: Any) -> None:
    customer.says("cancel my order", "cancel_order")
    assert "ask_which_reading" not in customer.says("blah", "nlu_fallback", between=TORN).names


def test_a_message_can_be_kept_and_read_again() -> None:
    heard = Heard(
        "so", "return_item", 0.3, (HeardFact("cause", "wear", "so", 0),), ("1",), ("a@b.example",), ("camera",), (2,),
        {"delivered_on": date(2025, 3, 1)}, "qualir", TORN,
    )  # fmt: skip
    assert Heard.from_json(heard.to_json()) == heard


def test_naming_the_order_in_between_brings_the_question_back(asked: Any, an_order: Any) -> None:
    order = an_order("rma", "QA-10234", status="placed", shipped_on=None, delivered_on=None)
    assert asked.says(order.number, "identify_order").names == ["ask_which_reading"]
    assert asked.says(order.email, "identify_order").names[-1] == "ask_which_reading"
    assert "confirm_cancel_order" in asked.says("1", "nlu_fallback").names


def test_an_order_named_whole_is_looked_up_before_it_is_asked(customer: Any, an_order: Any) -> None:
    order = an_order("rma", "QA-10234", status="placed", shipped_on=None, delivered_on=None)
    answer = customer.says(f"take {order.number} away, {order.email}", "nlu_fallback", between=TORN)
    assert answer.names[-2:] == ["order_found", "ask_which_reading"]
    assert "confirm_cancel_order" in customer.says("1", "nlu_fallback").names


def test_an_outright_wish_to_return_is_no_guess(customer: Any) -> None:
    between = ("return_item", "report_wrong_item")
    words = "it works but I want to return it"
    assert "ask_which_reading" not in customer.says(words, "return_item", confidence=0.6, between=between).names
    assert customer.case.flow == "return_item"


@pytest.mark.parametrize("words", ["cancel it or send it back", "can I return or cancel the order?"])
def test_who_names_both_is_asked_which(customer: Any, words: str) -> None:
    assert customer.says(words, "cancel_order", confidence=0.99).names[-1] == "ask_which_reading"


def test_a_guess_is_asked_about_with_the_next_likely_request(customer: Any) -> None:
    between = ("return_item", "refund_status")
    assert (
        customer.says("I want money", "return_item", confidence=0.7, between=between).names[-1] == "ask_which_reading"
    )


def test_a_refund_that_is_only_wished_for_is_not_taken_for_a_late_one(customer: Any, an_order: Any) -> None:
    an_order("rma")
    words, wish = "refund pls. QA-10234, anna.keller@example.com", {"wants": "refund"}
    assert customer.says(words, "refund_status", confidence=0.96, facts=wish).names[-1] == "ask_which_reading"
    customer.says("Where is my refund?", "refund_status", facts={"problem": "refund_late"})
    assert customer.case.flow == "refund_status"


def test_a_refund_that_is_told_to_be_late_is_looked_for(customer: Any, an_order: Any) -> None:
    an_order("rma")
    told = {"wants": "refund", "problem": "refund_late"}
    customer.says("my refund never came. QA-10234, anna.keller@example.com", "refund_status", facts=told)
    assert customer.case.flow == "refund_status"


def test_the_same_message_again_picks_none(customer: Any) -> None:
    words = "can I take it back still"
    customer.says(words, "cancel_order", confidence=0.4, between=TORN)
    assert customer.says(words, "cancel_order", confidence=0.4, between=TORN).names[-1] == "ask_which_reading"
