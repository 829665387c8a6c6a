"""A problem that no word told is asked for before anything is decided on it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from aftersales.policy.model import ShopPolicy
from aftersales.records.tables import Order
from aftersales.services.flow import Flow
from aftersales.services.flows import FLOWS
from aftersales.services.wording import words

PutOrder = Callable[..., Order]
SURE = 0.96


@pytest.fixture
def asked(customer: Any, an_order: PutOrder) -> Any:
    """A customer whose words told that something is wrong with the goods, but not what."""
    order = an_order("qualir")
    customer.says(f"it did not survive. {order.number}, {order.email}", "claim_warranty", confidence=SURE)
    return customer


def test_which_problem_is_asked_where_the_policy_decides_them_differently(
    asked: Any, policies: Mapping[str, ShopPolicy]
) -> None:
    values = policies["qualir"].vocabulary.facts["problem"].values
    assert asked.asked["kind"] == "which_problem"
    said = [says for says, _ in asked.asked["said"]["choices"]]
    assert said == [values["defective"], values["damaged_in_transit"], ""]


@pytest.mark.parametrize("answer", ["it arrived damaged", "2"])
def test_what_the_answer_names_is_decided_on(asked: Any, answer: str) -> None:
    asked.says(answer)
    assert asked.case.problem == "damaged_in_transit"
    assert asked.facts["problem"] == ("damaged_in_transit", "asked")
    assert asked.asked.get("kind") != "which_problem"


def test_what_is_told_in_passing_settles_it_as_well(asked: Any) -> None:
    asked.says("oh, the courier dropped it", facts={"problem": "damaged_in_transit"})
    assert asked.facts["problem"] == ("damaged_in_transit", "said")


def test_a_problem_of_another_request_puts_that_in_its_place(asked: Any) -> None:
    asked.says("you got a different item", facts={"problem": "wrong_item"})
    assert asked.statuses["claim_warranty"] == "stopped"
    assert asked.case.flow == "report_wrong_item"
    assert asked.case.problem == "wrong_item"


@pytest.mark.parametrize("answer", [words("choice_another_problem"), "neither", "3"])
def test_something_else_is_asked_for_anew(asked: Any, answer: str) -> None:
    assert asked.says(answer).names == ["ask_what_to_do"]
    assert asked.statuses == {"claim_warranty": "stopped"}


def test_what_no_choice_fits_is_asked_again(asked: Any) -> None:
    assert asked.says("wibble wobble flurb").names[0].startswith("not_understood")
    assert asked.asked["kind"] == "which_problem"


@pytest.mark.parametrize(
    ("facts", "confidence"), [({"problem": "defective"}, SURE), ({}, 1.0)], ids=["told in words", "picked"]
)
def test_what_was_told_or_picked_is_not_asked(
    customer: Any, an_order: PutOrder, facts: dict[str, Any], confidence: float
) -> None:
    order = an_order("qualir")
    customer.says(f"{order.number}, {order.email}", "claim_warranty", facts=facts, confidence=confidence)
    assert customer.asked.get("kind") != "which_problem"


def test_it_is_not_asked_where_nothing_hangs_on_it(customer: Any, an_order: PutOrder) -> None:
    order = an_order("highvalue")
    customer.says(f"the other one. {order.number}, {order.email}", "report_wrong_item", confidence=SURE)
    assert customer.case.problem == "wrong_item"
    assert customer.asked.get("kind") != "which_problem"


@pytest.mark.parametrize("cause", ["accident", "misuse", "wear"])
def test_what_the_customer_did_to_it_befell_it_after_it_arrived(customer: Any, an_order: PutOrder, cause: str) -> None:
    order = an_order("qualir")
    told = {"cause": cause}
    customer.says(f"it got wet. {order.number}, {order.email}", "claim_warranty", facts=told, confidence=SURE)
    assert customer.case.problem == "defective"
    assert customer.asked.get("kind") != "which_problem"


def test_a_cause_outside_the_customers_hands_settles_no_problem(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir")
    told = {"cause": "outside"}
    customer.says(f"a surge. {order.number}, {order.email}", "claim_warranty", facts=told, confidence=SURE)
    assert customer.asked["kind"] == "which_problem"


def test_what_was_done_to_it_settles_it_in_answer_as_well(asked: Any) -> None:
    asked.says("well, I dropped it", facts={"cause": "accident"})
    assert asked.facts["problem"] == ("defective", "said")


def test_an_answer_that_begins_with_no_is_no_other_problem(asked: Any) -> None:
    assert asked.says("no, it is still in its box").names[0].startswith("not_understood")
    assert asked.asked["kind"] == "which_problem"


@pytest.mark.parametrize("answer", ["no idea", "not sure", "I don't know"])
def test_who_cannot_tell_is_helped_once_and_then_gets_a_person(asked: Any, answer: str) -> None:
    assert asked.says(answer).names == ["help_which_problem_defective", "ask_which_problem"]
    assert asked.asked["kind"] == "which_problem"
    assert asked.says(answer).names[0] == "handed_over"


def test_who_was_helped_can_tell(asked: Any) -> None:
    asked.says("not sure")
    asked.says("it arrived damaged then")
    assert asked.case.problem == "damaged_in_transit"
    assert asked.asked.get("kind") != "which_problem"


@pytest.mark.parametrize(
    "flow", [flow for flow in FLOWS.values() if len(flow.problems) > 1], ids=lambda flow: flow.stem
)
def test_every_request_with_several_problems_tells_by_what_they_are_known(flow: Flow) -> None:
    assert words(f"help_which_problem_{flow.problems[0]}")


@pytest.mark.parametrize("shop", ["guarantee", "saferexpert"])
def test_who_returns_something_and_does_not_say_why_is_asked(customer: Any, an_order: PutOrder, shop: str) -> None:
    order = an_order(shop)
    customer.says(f"I want to return it. {order.number}, {order.email}", "return_item", confidence=SURE)
    assert [says for says, _ in customer.asked["said"]["choices"]][2] == "it is faulty or stopped working"
    customer.says("it is faulty or stopped working")
    assert customer.case.flow == "claim_warranty"
    assert customer.statuses["return_item"] == "stopped"


def test_whether_it_worked_at_first_tells_a_fault(asked: Any) -> None:
    asked.says("it never recorded anything", facts={"dead_on_arrival": True})
    assert asked.case.problem == "defective"
    assert asked.asked.get("kind") != "which_problem"


def test_since_when_something_is_wrong_does_not_tell_what(asked: Any) -> None:
    answer = asked.says("it was like this in the box", "report_wrong_item", confidence=SURE)
    assert answer.names == ["help_which_problem_defective", "ask_which_problem"]
