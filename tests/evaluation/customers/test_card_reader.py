"""A customer who reads the card finds what it repeats otherwise than it is."""

from dataclasses import replace

import pytest

from aftersales.services.wording import words
from evaluation.customers.card_reader import misunderstood, said_wrongly
from evaluation.customers.customer import Customer


@pytest.fixture
def defect(customers: list[Customer]) -> Customer:
    """Somebody whose device is faulty, has not been opened, and fell."""
    one = next(each for each in customers if each.situation.problem == "defective" and each.situation.shop == "qualir")
    facts = {**one.situation.facts, "opened_body": False, "cause": "accident"}
    one.situation = replace(one.situation, facts=facts)
    return one


def card(*items: str) -> str:
    return f"Yes, this is covered.\n{words('card_understood')}: {'; '.join(items)}.\nYou get: a refund."


def test_what_is_rightly_repeated_is_left_alone(defect: Customer) -> None:
    read = card(
        "it is faulty or stopped working",
        "the housing was not opened for a repair",
        "an accident, like a drop or a spill",
    )
    assert misunderstood(read, defect.policy, defect.situation) == []
    assert misunderstood("What do you think caused it?", defect.policy, defect.situation) == []


@pytest.mark.parametrize(
    ("item", "fact"),
    [
        ("it arrived damaged", "problem"),
        ("the housing was opened for a repair", "opened_body"),
        ("normal wear over time", "cause"),
    ],
)
def test_what_is_not_so_is_found(defect: Customer, item: str, fact: str) -> None:
    assert misunderstood(card(item), defect.policy, defect.situation) == [fact]


def test_of_several_things_understood_those_that_are_not_so_are_named(defect: Customer) -> None:
    told = {"problem": "it is faulty or stopped working", "opened_body": "the housing was opened for a repair"}
    assert said_wrongly(told, defect.policy, defect.situation) == ["opened_body"]
