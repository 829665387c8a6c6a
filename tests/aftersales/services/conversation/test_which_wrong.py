"""A correction that tells no fact is never lost: what is wrong is asked for, and then put right."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.records.database import reading
from aftersales.records.tables import Claim, Order

PutOrder = Callable[..., Order]
NOT_OPENED = "the housing was not opened for a repair"


@pytest.fixture
def asked_to_confirm(customer: Any, an_order: PutOrder) -> Any:
    """A customer whose claim is summed up and waits for a yes."""
    customer.says("it broke", "claim_warranty", facts={"problem": "defective", "cause": "manufacturing"})
    customer.identified(an_order("qualir"))
    customer.says("no", "deny")
    assert customer.asked["kind"] == "confirm"
    return customer


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("no, that's not right", "deny"),
        ("wait, I told you something wrong", "correct"),
        ("no, you got that wrong", "stop"),
        ("no wait, there was something about the screws", "correct"),
    ],
)
def test_what_is_wrong_is_asked_with_all_that_was_understood(asked_to_confirm: Any, words: str, intent: str) -> None:
    answer = asked_to_confirm.says(words, intent)
    assert answer.names == ["ask_which_is_wrong"]
    choices = [choice.says for choice in answer.say("ask_which_is_wrong").choices]
    assert choices[0] == "it is faulty or stopped working"
    assert NOT_OPENED in choices


@pytest.mark.parametrize("answer", [NOT_OPENED, "the housing", "it was the housing that was opened, sorry"])
def test_a_yes_or_no_that_is_named_is_turned_round(asked_to_confirm: Any, answer: str) -> None:
    asked_to_confirm.says("no, that's not right", "deny")
    answered = asked_to_confirm.says(answer)
    assert answered.names[0] == "corrected"
    assert asked_to_confirm.facts["opened_body"] == (True, "asked")
    assert answered.card.decision.status == "not_eligible"


def test_anything_else_that_is_named_is_asked_again(asked_to_confirm: Any) -> None:
    asked_to_confirm.says("no, that's not right", "deny")
    answered = asked_to_confirm.says("a fault in the product itself")
    assert answered.names == ["corrected", "ask_fact"]
    assert asked_to_confirm.asked["fact"] == "cause"


def test_the_problem_is_asked_for_when_that_is_wrong(asked_to_confirm: Any) -> None:
    asked_to_confirm.says("that is wrong", "correct")
    assert asked_to_confirm.says("1").names == ["ask_which_problem"]
    asked_to_confirm.says("it arrived damaged")
    assert asked_to_confirm.case.problem == "damaged_in_transit"


def test_when_nothing_is_wrong_the_question_before_is_asked_again(asked_to_confirm: Any) -> None:
    asked_to_confirm.says("no, that's not right", "deny")
    assert asked_to_confirm.says("none of it").names == ["confirm_open_claim_shop_chooses"]
    assert asked_to_confirm.asked["kind"] == "confirm"


def test_the_fact_itself_will_do_for_an_answer(asked_to_confirm: Any) -> None:
    asked_to_confirm.says("no, that's not right", "deny")
    answered = asked_to_confirm.says("we flashed it", facts={"flashed_firmware": True})
    assert answered.names[0] == "corrected"
    assert asked_to_confirm.facts["flashed_firmware"] == (True, "said")


def test_nothing_is_written_before_it_is_put_right(asked_to_confirm: Any, sqlite: Engine) -> None:
    asked_to_confirm.says("no, that's not right", "deny")
    asked_to_confirm.says("yes", "affirm")
    with reading(sqlite) as session:
        assert session.query(Claim).count() == 0


def test_a_correction_names_another_problem_of_the_same_request(customer: Any, an_order: PutOrder) -> None:
    customer.says("it is another model", "report_wrong_item", facts={"problem": "wrong_item"})
    customer.identified(an_order("rma"))
    customer.says("no sorry, it is only the colour that is wrong", "correct", facts={"problem": "wrong_color"})
    assert customer.case.problem == "wrong_color"


def test_a_correction_names_the_problem_of_another_request(asked_to_confirm: Any) -> None:
    asked_to_confirm.says("that's wrong, I just don't like it", "deny", facts={"problem": "change_of_mind"})
    assert asked_to_confirm.case.problem == "change_of_mind"
    assert asked_to_confirm.statuses["claim_warranty"] == "stopped"


def test_a_choice_in_its_own_words_tells_nothing_besides(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir")
    customer.says(f"it did not survive. {order.number}, {order.email}", "claim_warranty", confidence=0.96)
    assert customer.asked["kind"] == "which_problem"
    customer.says("it is faulty or stopped working", facts={"problem": "defective", "dead_on_arrival": False})
    assert customer.case.problem == "defective"
    assert "dead_on_arrival" not in customer.facts


def test_a_fact_in_place_of_the_problem_is_no_other_problem(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir")
    customer.says(f"it did not survive. {order.number}, {order.email}", "claim_warranty", confidence=0.96)
    customer.says("no wait, I opened it", facts={"opened_body": True})
    assert customer.asked["kind"] == "which_problem"
    assert customer.facts["opened_body"] == (True, "said")


def test_who_changed_his_mind_refuses_what_was_summed_up(asked_to_confirm: Any) -> None:
    answer = asked_to_confirm.says("no, I changed my mind", "correct", facts={"problem": "change_of_mind"})
    assert answer.names == ["nothing_done", "anything_else"]
    assert asked_to_confirm.case.problem == "defective"
