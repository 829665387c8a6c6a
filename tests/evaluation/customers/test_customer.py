"""What a customer says depends on what is asked, and what was told is kept for the judge."""

from dataclasses import replace
from random import Random

import pytest

from evaluation.customers.character import Character, draw_character
from evaluation.customers.customer import Customer
from tests.evaluation.customers.conftest import TODAY

PLAIN = replace(
    draw_character(Random(1)), digresses=0, asks_beside=0, mistaken=False, hesitates=False, wrong_email=False,
    vague=False, tells=0, identity="when_asked", agrees=True, takes_person=False,
)  # fmt: skip
IDENTITY = {"kind": "identity", "number": None, "email": None}


@pytest.fixture
def defect(customers: list[Customer]) -> Customer:
    """Somebody whose device is faulty, at a shop that asks what may have been done to it."""
    return next(each for each in customers if each.situation.problem == "defective" and each.situation.shop == "qualir")


def with_character(customer: Customer, character: Character = PLAIN) -> Customer:
    return Customer(customer.situation, character, customer.policy, TODAY, Random(3))


def says(customer: Customer, asked: dict[str, object], again: bool = False) -> str:
    customer.hears(asked, again)
    said = customer.speaks(asked)
    assert said is not None
    return said.text


def test_the_first_message_says_what_is_wrong(customers: list[Customer]) -> None:
    for customer in map(with_character, customers):
        opening = customer.speaks({})
        assert opening is not None
        assert opening.act.kind == "opening"
        assert customer.problem_told


def test_number_and_address_are_told_when_asked(defect: Customer) -> None:
    customer = with_character(defect)
    customer.speaks({})
    said = says(customer, IDENTITY)
    assert customer.situation.email in said
    assert customer.situation.number.split("-")[1] in said


def test_a_wrong_address_is_given_once(defect: Customer) -> None:
    customer = with_character(defect, replace(PLAIN, wrong_email=True))
    customer.speaks({})
    assert customer.situation.email not in says(customer, IDENTITY)
    assert customer.situation.email in says(customer, IDENTITY)


def test_the_truth_is_told_and_kept(defect: Customer) -> None:
    customer = with_character(defect)
    customer.speaks({})
    says(customer, {"kind": "fact", "fact": "cause"})
    assert customer.told["cause"] == customer.situation.facts["cause"]


def test_nothing_of_several_things_is_told_as_no_to_each(defect: Customer) -> None:
    asked = ["flashed_firmware", "opened_body"]
    innocent = replace(defect.situation, facts={**defect.situation.facts, **dict.fromkeys(asked, False)})
    customer = Customer(innocent, PLAIN, defect.policy, TODAY, Random(3))
    customer.speaks({})
    says(customer, {"kind": "facts", "facts": asked})
    assert [customer.told[fact] for fact in asked] == [False, False]


def test_a_mistake_is_taken_back_with_the_next_message(defect: Customer) -> None:
    fact = "opened_body"
    honest = replace(defect.situation, facts={**defect.situation.facts, fact: False})
    customer = Customer(honest, replace(PLAIN, mistaken=True), defect.policy, TODAY, Random(3))
    customer.speaks({})
    says(customer, {"kind": "fact", "fact": fact})
    assert customer.told[fact] is True
    customer.hears({"kind": "fact", "fact": "cause"}, again=False)
    correction = customer.speaks({"kind": "fact", "fact": "cause"})
    assert correction is not None
    assert correction.act.kind == "correction"
    assert customer.told[fact] is False


def test_an_answer_that_was_not_understood_is_given_plainly(defect: Customer) -> None:
    customer = with_character(defect)
    customer.speaks({})
    asked = {"kind": "fact", "fact": "cause"}
    cause = customer.policy.vocabulary.facts["cause"].values[str(customer.situation.facts["cause"])]
    assert says(customer, asked, again=True) == cause


def test_who_has_said_goodbye_says_no_more(defect: Customer) -> None:
    customer = with_character(defect)
    customer.speaks({})
    customer.hears({}, again=False)
    assert customer.speaks({}) is not None
    customer.hears({"kind": "flow"}, again=False)
    assert customer.speaks({"kind": "flow"}) is None
