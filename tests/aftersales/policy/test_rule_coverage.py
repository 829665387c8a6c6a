"""Every rule of every shop is seen holding, failing, and beaten by each exception to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from pathlib import Path

import pytest

from aftersales.policy.case import Case
from aftersales.policy.engine import Evaluation, evaluate
from aftersales.policy.lint.situations import PLACED, Situations
from aftersales.policy.loader import load_policies
from aftersales.policy.model import ALWAYS, ShopPolicy
from aftersales.policy.request import read_request
from tests.policies.test_decision_tables import TABLES, read_table, request_of

POLICIES: Mapping[str, ShopPolicy] = load_policies(Path(__file__).parents[3] / "policies")
SHOPS = ["guarantee", "highvalue", "qualir", "rma", "saferexpert"]


class Seen:
    """What was seen of a shop's rules: those that held, those that failed, and exceptions that met what they beat."""

    def __init__(self, evaluations: Iterable[Evaluation]) -> None:
        self.holding: set[str] = set()
        self.failing: set[str] = set()
        self.met: set[tuple[str, str]] = set()
        patterns = {(evaluation.case.values["problem"], evaluation.truths): evaluation for evaluation in evaluations}
        for evaluation in patterns.values():
            self._add(evaluation)

    def _add(self, evaluation: Evaluation) -> None:
        truths = {special.rule.id: truth for special, truth in zip(evaluation.rules, evaluation.truths, strict=True)}
        rules = evaluation.case.policy.rules
        holding = {rule for rule, truth in truths.items() if truth}
        self.holding |= holding
        self.failing |= {rule for rule in rules if truths.get(rule, False) is False}
        self.met |= {
            (rule, loser) for rule in holding for loser in rules[rule].over if truths.get(loser, False) is not False
        }


@lru_cache
def seen_in_situations(shop: str) -> Seen:
    policy = POLICIES[shop]
    problems = policy.vocabulary.facts["problem"].possible_values()
    return Seen(evaluate(case) for problem in problems for case in Situations(policy, problem))


@lru_cache
def seen_in_tables(shop: str) -> Seen:
    table = read_table(TABLES / f"{shop}.yml")
    return Seen(evaluate(read_request(POLICIES, request_of(table, case)).case) for case in table["cases"])


@lru_cache
def seen_where_little_is_told(shop: str) -> Seen:
    policy = POLICIES[shop]
    problems = policy.vocabulary.facts["problem"].possible_values()
    return Seen(evaluate(case) for problem in problems for case in little_told(Situations(policy, problem)))


def little_told(situations: Situations) -> Iterator[Case]:
    """Cases of which no more than one fact and one window is known."""
    for fact, values in situations.axes.items():
        for value, window in product(values, situations.windows):
            facts = {"problem": situations.problem, fact: value}
            yield Case(situations.policy, facts, PLACED, assumed={window: True})


def conditional(policy: ShopPolicy) -> set[str]:
    """The rules that do not hold always."""
    return {rule.id for rule in policy.rules.values() if rule.when != ALWAYS}


@pytest.mark.parametrize("seen", [seen_in_situations, seen_in_tables])
@pytest.mark.parametrize("shop", SHOPS)
def test_every_rule_is_seen_holding_and_failing(shop: str, seen: Callable[[str], Seen]) -> None:
    policy = POLICIES[shop]
    assert set(policy.rules) - seen(shop).holding == set()
    assert conditional(policy) - seen(shop).failing == set()


@pytest.mark.parametrize("shop", SHOPS)
def test_every_exception_is_seen_meeting_what_it_beats(shop: str) -> None:
    """What it beats may hold, or not be known to fail."""
    pairs = {(rule.id, loser) for rule in POLICIES[shop].rules.values() for loser in rule.over}
    assert pairs - seen_in_situations(shop).met - seen_where_little_is_told(shop).met == set()
