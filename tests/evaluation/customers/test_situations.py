"""Situations are drawn by the seed alone, cover every problem, and hold facts that the vocabulary knows."""

from collections.abc import Mapping
from itertools import pairwise

from aftersales.policy.model import ShopPolicy
from evaluation.customers.crowd import Crowd
from evaluation.customers.customer import Customer
from evaluation.customers.situations import PROBLEMS
from tests.evaluation.customers.conftest import TODAY

EVENTS = ("placed_on", "produced_on", "shipped_on", "delivered_on")


def test_the_same_seed_draws_the_same_customers(crowd: Crowd) -> None:
    first, second = ([each.situation for each in crowd.customers()] for _ in range(2))
    assert first == second


def test_another_seed_draws_others(policies: Mapping[str, ShopPolicy], crowd: Crowd) -> None:
    others = Crowd(policies, TODAY, seed=6, count=crowd.count).customers()
    assert [each.situation for each in others] != [each.situation for each in crowd.customers()]


def test_every_shop_and_every_problem_is_drawn(policies: Mapping[str, ShopPolicy]) -> None:
    drawn = [each.situation for each in Crowd(policies, TODAY, seed=1, count=1000).customers()]
    assert {situation.shop for situation in drawn} == set(policies)
    assert {situation.problem for situation in drawn} == {name for stage in PROBLEMS.values() for name in stage}


def test_facts_are_such_as_the_vocabulary_allows(customers: list[Customer]) -> None:
    for customer in customers:
        known = customer.policy.vocabulary.facts
        strange = {name: value for name, value in customer.situation.facts.items()
                   if value != "not_known" and not known[name].allows(value)}  # fmt: skip
        assert strange == {}


def test_what_was_used_is_not_unused(policies: Mapping[str, ShopPolicy]) -> None:
    drawn = [each.situation.facts for each in Crowd(policies, TODAY, seed=1, count=300).customers()]
    used = [facts for facts in drawn if facts.get("abnormal_use") is True]
    assert used
    assert all(facts.get("unused", False) is False for facts in used)


def test_each_has_an_order_of_their_own_whose_steps_follow_one_another(customers: list[Customer]) -> None:
    orders = [customer.situation.order for customer in customers]
    assert len({order.key for order in orders}) == len(orders)
    for order in orders:
        days = [order.columns[event] for event in EVENTS if order.columns.get(event)]
        assert all(earlier <= later <= TODAY for earlier, later in pairwise(days))
