"""Taking back what was said: another fact, item or order, and the answer given last."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import cases
from aftersales.records.database import reading
from aftersales.records.tables import Order

PutOrder = Callable[..., Order]
UNSENT = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}


@pytest.fixture
def asked_about_packaging(customer: Any, an_order: PutOrder) -> Order:
    """A claim in whose questions the cause was answered, and the packaging is asked about."""
    order = an_order("rma", "QA-10234")
    customer.says("it broke", "claim_warranty")
    customer.identified(order)
    customer.says("a fault in the product itself")
    assert customer.asked["fact"] == "original_packaging"
    return order


def test_a_fact_is_corrected_and_its_history_kept(customer: Any, asked_about_packaging: Order, sqlite: Engine) -> None:
    answer = customer.says("no wait, I did drop it", "correct", facts={"cause": "accident"})
    assert answer.names[0] == "corrected"
    assert customer.facts["cause"] == ("accident", "said")
    with reading(sqlite) as session:
        history = cases.fact_history(session, cases.current(session, "c1"), "cause")
    assert [row.value for row in history] == ["manufacturing", "accident"]


def test_a_wish_told_for_the_first_time_corrects_nothing(customer: Any, asked_about_packaging: Order) -> None:
    first = customer.says("ok then replace it", "correct", facts={"wants": "replacement"})
    assert first.names[0] == "wish_noted"
    assert customer.says("no, a refund", "correct", facts={"wants": "refund"}).names[0] == "corrected"


def test_what_is_told_for_the_first_time_goes_without_saying(customer: Any, asked_about_packaging: Order) -> None:
    answer = customer.says("sorry, I have the box", "correct", facts={"original_packaging": True})
    assert "corrected" not in answer.names
    assert customer.facts["original_packaging"] == (True, "said")


def test_a_correction_decides_anew(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty", facts={"cause": "manufacturing"})
    customer.identified(an_order("qualir", "QA-10234"))
    assert customer.says("no", "deny").card.decision.status == "eligible"
    answer = customer.says("sorry, I did flash it", "correct", facts={"flashed_firmware": True})
    assert answer.card.decision.status == "not_eligible"
    assert customer.asked["kind"] == "person_offer"


def test_the_item_is_corrected_and_its_number_asked_anew(customer: Any, an_order: PutOrder) -> None:
    order = an_order("rma", "QA-10234", ("Dash cam", 1), ("Phone case", 3))
    customer.says("the dash cam broke", "claim_warranty")
    customer.identified(order)
    assert customer.says("no, I mean the phone case", "correct").names == ["corrected", "ask_quantity"]
    assert customer.case.line_id == order.lines[1].id


@pytest.mark.parametrize("words", ["hm, give me a second", "just one second please"])
def test_a_second_to_think_is_no_other_item(customer: Any, an_order: PutOrder, words: str) -> None:
    order = an_order("qualir", "QA-10234", ("Dash cam", 1), ("Phone case", 1))
    customer.says("the dash cam is another model", "report_wrong_item", facts={"problem": "wrong_item"})
    customer.identified(order)
    assert customer.asked["kind"] == "confirm"
    customer.says(words, "correct")
    assert customer.asked["kind"] == "confirm"
    assert customer.case.line_id == order.lines[0].id


def test_the_whole_order_is_not_corrected_to_an_item(customer: Any, an_order: PutOrder) -> None:
    unsent = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}
    customer.says("cancel it", "cancel_order")
    customer.identified(an_order("rma", "QA-10234", ("Dash cam", 1), ("Phone case", 1), **unsent))
    customer.says("wait, I like the dash cam", "correct")
    assert customer.case.line_id is None


def test_the_order_is_corrected_by_its_number(customer: Any, an_order: PutOrder, asked_about_packaging: Order) -> None:
    an_order("rma", "QA-10477")
    answer = customer.says("wrong number, it is QA-10477", "correct")
    assert answer.say("order_found").values["order_number"] == "QA-10477"


def test_another_order_without_its_number_is_asked_for(customer: Any, asked_about_packaging: Order) -> None:
    assert customer.says("sorry, I meant my other order", "correct").names == ["ask_other_order_number"]


def test_a_no_that_takes_back_another_fact_is_no_answer(customer: Any, asked_about_packaging: Order) -> None:
    customer.says("yes", "affirm")
    assert customer.asked["fact"] == "all_accessories"
    answer = customer.says("oh no, I threw away the box", facts={"original_packaging": False})
    assert answer.names[0] == "corrected"
    assert customer.facts["original_packaging"][0] is False
    assert "all_accessories" not in customer.facts


def test_a_correction_that_says_nothing_is_read_as_an_answer(customer: Any, asked_about_packaging: Order) -> None:
    customer.says("no that is wrong, yes", "correct")
    assert "cause" in customer.facts


def test_going_back_asks_the_last_question_again(customer: Any, asked_about_packaging: Order) -> None:
    answer = customer.says("back", "go_back")
    assert answer.say("ask_fact").values["question"] == "What do you think caused it?"
    assert "cause" not in customer.facts
    customer.says("I dropped it")
    assert customer.facts["cause"] == ("accident", "asked")


def test_going_back_twice_goes_two_steps_back(customer: Any, asked_about_packaging: Order) -> None:
    customer.says("yes", "affirm")
    customer.says("back", "go_back")
    assert customer.asked["fact"] == "original_packaging"
    customer.says("back", "go_back")
    assert customer.asked["fact"] == "cause"


def test_going_back_takes_back_an_answer_to_several_things(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty", facts={"cause": "manufacturing"})
    customer.identified(an_order("qualir", "QA-10234"))
    customer.says("no", "deny")
    assert customer.says("go back", "go_back").names[-1] == "ask_any_of"
    assert "flashed_firmware" not in customer.facts


def test_going_back_before_any_answer_says_so(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    assert customer.says("back", "go_back").names == ["nothing_to_go_back_to", "ask_fact"]


def test_what_was_said_by_itself_is_not_taken_back(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke, I dropped it", "claim_warranty", facts={"cause": "accident"})
    customer.identified(an_order("rma", "QA-10234"))
    customer.says("back", "go_back")
    assert customer.facts["cause"] == ("accident", "said")


def test_a_summary_is_void_once_something_was_corrected(customer: Any, an_order: PutOrder, sqlite: Engine) -> None:
    order = an_order("rma", "QA-10234", **UNSENT)
    customer.says("cancel my order", "cancel_order")
    customer.identified(order)
    customer.says("I mean my other order", "correct")
    customer.says("yes", "affirm")
    with reading(sqlite) as session:
        assert session.get(Order, order.id).status == "placed"


def test_another_item_in_place_of_an_answer_is_taken(customer: Any, an_order: PutOrder) -> None:
    customer.says("the camera broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234", ("Rear view camera", 1), ("Car radio", 1)))
    assert customer.says("it is the radio").names == ["corrected", "ask_fact"]


def test_the_other_order_is_asked_for_by_its_number_alone(customer: Any, an_order: PutOrder) -> None:
    customer.says("the camera broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    assert customer.says("sorry, the other order", "correct").names == ["ask_other_order_number"]


@pytest.mark.parametrize("words", ["cancel… no, don't", "no don't do it", "cancel it, no wait"])
def test_a_yes_that_is_taken_back_is_none(customer: Any, an_order: PutOrder, words: str) -> None:
    unsent = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}
    customer.says("cancel it", "cancel_order")
    customer.identified(an_order("rma", "QA-10234", **unsent))
    assert customer.says(words, "cancel_order").names == ["nothing_done", "anything_else"]


def test_what_was_summed_up_is_not_undone_by_saying_it_again(customer: Any, an_order: PutOrder) -> None:
    customer.says("get rid of it", "cancel_order", facts={"problem": "cancel"})
    customer.identified(an_order("rma", "QA-10234", **UNSENT))
    answer = customer.says("I said cancel, not return", "correct", facts={"problem": "cancel"})
    assert answer.names == ["confirm_cancel_order"]


def test_another_wish_in_a_correction_is_taken(customer: Any, asked_about_packaging: Order) -> None:
    assert customer.says("actually a replacement would be better", "correct").names[0] == "wish_noted"
    assert customer.facts["wants"] == ("replacement", "said")


def test_a_fact_whose_opposite_is_said_in_its_own_words_is_not_asked_for(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty", facts={"problem": "defective", "cause": "manufacturing"})
    customer.identified(an_order("qualir", "QA-10234"))
    customer.says("no", "deny")
    assert customer.says("actually i did open the housing once", "correct").names[0] == "corrected"
    assert customer.facts["opened_body"][0] is True


def test_the_number_of_pieces_is_corrected_in_place_of_an_answer(customer: Any, an_order: PutOrder) -> None:
    customer.says("2 lamps are dead", "claim_warranty", facts={"problem": "defective"}, quantities=(2,))
    customer.identified(an_order("rma", "QA-10234", ("Desk lamp", 2)))
    assert customer.says("sorry just one of them", "give_details").names[0] == "corrected"
    assert customer.case.quantity == 1


def test_a_refusal_for_another_reason_is_told_anew(customer: Any, an_order: Any) -> None:
    customer.identified(an_order("guarantee", "QA-10234"))
    sound = dict.fromkeys(("flashed_firmware", "opened_body", "modified_parts", "kept_using_and_worsened"), False)
    told = {"problem": "defective", **sound, "abnormal_use": True}
    first = customer.says("it broke when I used it as a hammer", "claim_warranty", facts=told)
    assert "G-14" in first.card.decision.clauses
    corrected = {"abnormal_use": False, "cause": "accident"}
    second = customer.says("no, I used it as meant, it fell down", "correct", facts=corrected)
    assert second.card.decision.status == "not_eligible"
    assert "G-17" in second.card.decision.clauses
