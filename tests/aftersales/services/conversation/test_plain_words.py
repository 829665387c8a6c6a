"""What is understood by its words and by what is known of the order, whatever request it was taken for."""

from collections.abc import Callable
from typing import Any

import pytest

from aftersales.records.tables import Order

PutOrder = Callable[..., Order]
EMAIL = "anna.keller@example.com"
UNSENT = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}
TAKEN_BACK = f"cancel QA-10234, {EMAIL}. Actually no, keep it"


@pytest.mark.parametrize("intent", ["cancel_order", "nlu_fallback", "stop"])
def test_a_request_called_off_in_the_same_message_is_not_opened(customer: Any, an_order: PutOrder, intent: str) -> None:
    an_order("rma", **UNSENT)
    told = {"problem": [("cancel", "cancel")]}
    assert customer.says(TAKEN_BACK, intent, facts=told).names[-2:] == ["nothing_done", "ask_what_to_do"]


def test_what_is_asked_after_it_is_answered(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", **UNSENT)
    told = {"problem": [("cancel", "cancel")]}
    answer = customer.says(f"{TAKEN_BACK}. Where is it?", "cancel_order", facts=told)
    assert answer.names[-1] == "order_status_placed"
    assert customer.statuses == {"order_status": "done"}


def test_what_is_wished_for_after_it_is_opened(customer: Any, an_order: PutOrder) -> None:
    an_order("saferexpert")
    words = f"{TAKEN_BACK}. I don't need it, back it goes"
    told = {"problem": [("cancel", "cancel"), ("change_of_mind", "I don't need it")]}
    customer.says(words, "cancel_order", facts=told)
    assert customer.case.flow == "return_item"


def test_a_claim_that_is_not_there_is_no_reading(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", **UNSENT)
    customer.says(f"QA-10234, {EMAIL}", "identify_order")
    between = ("cancel_order", "withdraw_claim")
    answer = customer.says("cancel it then", "cancel_order", confidence=0.7, between=between)
    assert answer.names[-1] == "confirm_cancel_order"


def test_the_likelier_of_two_readings_gives_way_where_it_cannot_be(customer: Any, an_order: PutOrder) -> None:
    an_order("saferexpert")
    between = ("withdraw_claim", "return_item")
    customer.says(f"return it QA-10234, {EMAIL}", "withdraw_claim", confidence=0.7, between=between)
    assert customer.case.flow == "return_item"


def test_a_message_not_understood_has_only_the_readings_that_can_be(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", **UNSENT)
    between = ("claim_status", "order_status")
    answer = customer.says(f"how far is QA-10234? {EMAIL}", "nlu_fallback", between=between)
    assert answer.names[-2:] == ["order_found", "order_status_placed"]


def test_an_order_named_whole_is_looked_up_before_it_is_asked_which_is_meant(customer: Any, an_order: PutOrder) -> None:
    an_order("saferexpert")
    between = ("return_item", "refund_status")
    asked = customer.says(f"my money back! QA-10234, {EMAIL}", "nlu_fallback", between=between)
    assert asked.names[-2:] == ["order_found", "ask_which_reading"]


def test_an_order_named_in_two_steps_in_between_is_not_asked_for_again(customer: Any, an_order: PutOrder) -> None:
    an_order("saferexpert")
    customer.says("my money back!", "nlu_fallback", between=("return_item", "refund_status"))
    assert customer.says("QA-10234", "identify_order").names == ["ask_which_reading"]
    assert customer.says(EMAIL, "identify_order").names == ["order_found", "ask_which_reading"]
    asked = customer.says("it is dead", "claim_warranty", facts={"problem": "defective"})
    assert "ask_order_number_and_email" not in asked.names
    assert customer.case.flow == "claim_warranty"


@pytest.mark.parametrize("words", ["ok", "alright then", "ok, thanks!", "got it"])
def test_an_answer_that_is_acknowledged_is_no_request(customer: Any, an_order: PutOrder, words: str) -> None:
    an_order("rma", **UNSENT)
    customer.says(f"where is QA-10234, {EMAIL}", "order_status")
    assert customer.says(words, "affirm").names == ["no_person_then"]


def test_what_was_done_is_not_told_again_to_who_says_fine(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", **UNSENT)
    customer.says(f"cancel QA-10234, {EMAIL}", "cancel_order")
    assert "order_cancelled" in customer.says("yes", "affirm").names
    assert customer.says("great", "affirm").names == ["no_person_then"]
    assert "order_cancelled" in customer.says("yes", "affirm").names


@pytest.mark.parametrize(("words", "intent"), [("thanks, bye", "goodbye"), ("thank you", "thank")])
def test_who_leaves_is_not_asked_what_to_do(customer: Any, words: str, intent: str) -> None:
    customer.says("hello", "greet")
    assert customer.says(words, intent).names == [intent]


def test_what_hardly_sounds_like_a_greeting_is_no_greeting(customer: Any, an_order: PutOrder) -> None:
    an_order("saferexpert")
    customer.says(f"I don't like it, QA-10234 {EMAIL}", "return_item", facts={"problem": "change_of_mind"})
    assert "greet_briefly" not in customer.says("how long", "greet", confidence=0.4).names
    assert customer.says("hello?", "greet").names[0] == "greet_briefly"


def test_nothing_is_forgotten_where_no_word_speaks_of_beginning(customer: Any, an_order: PutOrder) -> None:
    an_order("saferexpert")
    customer.says(f"I don't like it, QA-10234 {EMAIL}", "return_item", facts={"problem": "change_of_mind"})
    assert "started_over" not in customer.says("just send new", "start_over").names
    assert customer.says("start over please", "start_over").names[0] == "started_over"


def test_what_is_beyond_the_assistant_is_said_to_be(customer: Any) -> None:
    answer = customer.says("delete my account", "out_of_scope", confidence=0.95)
    assert answer.names[-2:] == ["out_of_scope", "ask_what_to_do"]


def test_who_names_an_item_is_asked_about_it(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir", "QA-10234", ("Dash cam", 1), ("Mirror monitor", 1))
    customer.says(f"QA-10234, {EMAIL}", "identify_order")
    asked = customer.says("the monitor", "nlu_fallback")
    assert asked.say("ask_what_about_item").values == {"product": "Mirror monitor"}
    customer.says("it flickers", "claim_warranty", facts={"problem": "defective"})
    assert "line" not in customer.asked.get("kind", "")


def test_who_asks_what_to_do_now_is_told_how_the_claim_stands(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir")
    customer.says(f"wrong thing came, QA-10234 {EMAIL}", "report_wrong_item", facts={"problem": "wrong_item"})
    customer.says("yes", "affirm")
    assert "claim_authorised" in customer.says("and what do I have to do now?", "help").names


def test_a_fact_told_in_place_of_the_answer_is_acknowledged(customer: Any, an_order: PutOrder) -> None:
    an_order("saferexpert")
    customer.says(f"I don't like it, QA-10234 {EMAIL}", "return_item", facts={"problem": "change_of_mind"})
    answer = customer.says("the box is here", facts={"original_packaging": True})
    assert answer.names == ["noted", "ask_yes_no"]


def test_who_only_wavers_wishes_for_nothing(customer: Any, an_order: PutOrder) -> None:
    an_order("saferexpert")
    customer.says(f"I don't like it, QA-10234 {EMAIL}", "return_item", facts={"problem": "change_of_mind"})
    customer.says("yes")
    answer = customer.says("actually wait, I did use it twice", "correct")
    assert answer.names == ["ask_which_is_wrong"]


@pytest.mark.parametrize(
    "words", ["did it work?", "so is it cancelled now?", "did you do it?", "is my order cancelled?"]
)
def test_whether_it_was_done_is_told_from_the_ledger(customer: Any, an_order: PutOrder, words: str) -> None:
    an_order("rma", **UNSENT)
    customer.says(f"cancel QA-10234, {EMAIL}", "cancel_order")
    customer.says("yes", "affirm")
    told = {"problem": "defective"}
    assert customer.says(words, "claim_warranty", facts=told).names[0] == "order_cancelled"
    assert customer.statuses == {"cancel_order": "done"}


def test_where_nothing_was_done_such_a_question_is_any_other(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", **UNSENT)
    customer.says(f"QA-10234, {EMAIL}", "identify_order")
    assert "order_cancelled" not in customer.says("is it cancelled now?", "nlu_fallback").names


def test_a_reading_asked_about_stays_asked(customer: Any, an_order: PutOrder) -> None:
    an_order("saferexpert")
    between = ("claim_warranty", "refund_status")
    customer.says(f"bad, money! QA-10234, {EMAIL}", "nlu_fallback", between=between)
    assert customer.says("camera no turn left", "nlu_fallback").names[-1] == "ask_which_reading"


def test_an_order_named_with_a_wish_beyond_the_assistant(customer: Any, an_order: PutOrder) -> None:
    an_order("saferexpert")
    words = f"change the address of QA-10234, {EMAIL}"
    answer = customer.says(words, "out_of_scope", confidence=0.95)
    assert answer.names[-3:] == ["order_found", "out_of_scope", "ask_what_to_do"]


def test_the_other_piece_is_counted_as_well(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir", "QA-10234", ("Desk lamp", 2))
    told = {"problem": "wrong_item"}
    customer.says(f"one lamp is another model, QA-10234 {EMAIL}", "report_wrong_item", facts=told, quantities=(1,))
    answer = customer.says("and the other one is wrong as well", "nlu_fallback")
    assert answer.say("confirm_open_claim").values["quantity"] == "2"


def test_another_remedy_is_wished_for_after_wavering(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir")
    told = {"problem": "wrong_item"}
    customer.says(f"another model came, QA-10234 {EMAIL}", "report_wrong_item", facts=told)
    assert "wish_noted" in customer.says("no wait, a replacement", "correct").names
    assert customer.facts["wants"] == ("replacement", "said")


@pytest.mark.parametrize("words", ["did you cancel my order QA-10234?", "has my order been cancelled? QA-10234"])
def test_who_asks_whether_it_is_cancelled_cancels_nothing(customer: Any, an_order: PutOrder, words: str) -> None:
    an_order("rma", **UNSENT)
    told = {"problem": "cancel"}
    assert customer.says(f"{words} {EMAIL}", "cancel_order", facts=told).names[-1] == "order_status_placed"
    assert customer.statuses == {"order_status": "done"}


@pytest.mark.parametrize("intent", ["correct", "deny", "nlu_fallback"])
def test_who_has_no_number_is_told_where_it_stands(customer: Any, an_order: PutOrder, intent: str) -> None:
    an_order("rma", **UNSENT)
    customer.says(f"where is QA-10234, {EMAIL}", "order_status")
    customer.says("and the other one", "correct")
    assert customer.says("I don't have the number", intent).names[0] == "where_to_find_order_number"


def test_a_fault_told_of_what_is_returned_takes_the_place_of_the_return(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10234", ("Multimeter", 2))
    customer.says(f"refund! QA-10234, {EMAIL}", "nlu_fallback", between=("return_item", "refund_status"))
    customer.says("Return something", "return_item")
    customer.says("it does not measure", "claim_warranty", facts={"problem": "defective"})
    assert customer.statuses == {"return_item": "stopped", "claim_warranty": "open"}


def test_who_means_the_order_and_no_claim_is_not_asked_for_another(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", **UNSENT)
    customer.says(f"cancel my claim on QA-10234, {EMAIL}", "withdraw_claim")
    assert "ask_other_order_number" not in customer.says("no, I mean the order", "correct").names
