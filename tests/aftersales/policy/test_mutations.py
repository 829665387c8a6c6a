"""The tables notice when a policy is changed: most small mistakes planted in a rule or window make a case fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from aftersales.policy.case import Case
from aftersales.policy.decision import decide
from aftersales.policy.loader import load_policies
from aftersales.policy.model import AllOf, AnyOf, Condition, Limit, NotSo, Rule, ShopPolicy, Window
from aftersales.policy.request import Request, read_request
from tests.policies.test_decision_tables import TABLES, read_table, request_of, unmet, view_of
from tests.policies.test_scopes import Scope, differences, scopes

POLICIES: Mapping[str, ShopPolicy] = load_policies(Path(__file__).parents[3] / "policies")
SHOPS = ["guarantee", "highvalue", "qualir", "rma", "saferexpert"]
SAMPLE = 40
"""Mutants tried per shop."""
SEED = 7
NOTICED = 0.9
"""The share of mutants that the tables must notice."""


class Mutant(NamedTuple):
    """A policy with one thing changed, and what was changed."""

    what: str
    policy: ShopPolicy


def mutants(policy: ShopPolicy) -> Iterator[Mutant]:
    """Every policy that differs by one value, one unit of one window, or one condition."""
    for rule in policy.rules.values():
        for what, changed in (*other_values(rule, policy), *with_less_conditions(rule)):
            rules = {**policy.rules, rule.id: changed}
            yield Mutant(f"{rule.id}: {what}", replace(policy, rules=rules))
    for window in policy.windows.values():
        for what, moved in other_lengths(window):
            yield Mutant(f"{window.id}: {what}", replace(policy, windows={**policy.windows, window.id: moved}))


def other_values(rule: Rule, policy: ShopPolicy) -> Iterator[tuple[str, Rule]]:
    for outcome, value in rule.settles.items():
        others = [other for other in policy.vocabulary.outcomes[outcome].values if other != value] or ["something else"]
        yield f"{outcome} {others[0]}", replace(rule, settles={**rule.settles, outcome: others[0]})
    for name, codes in rule.adds.items():
        others = [code for code in policy.vocabulary.lists[name] if code not in codes]
        yield f"{name} {others[0]}", replace(rule, adds={**rule.adds, name: (*codes[:-1], others[0])})


def with_less_conditions(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for less in less_conditions(rule.when):
        yield f"when {less}", replace(rule, when=less)


def less_conditions(condition: Condition) -> Iterator[Condition]:
    """The condition with one of its parts left out, at any depth."""
    if isinstance(condition, NotSo):
        yield from (NotSo(part) for part in less_conditions(condition.part))
    if not isinstance(condition, (AllOf, AnyOf)) or len(condition.parts) < 2:
        return
    for place, part in enumerate(condition.parts):
        before, after = condition.parts[:place], condition.parts[place + 1 :]
        yield type(condition)((*before, *after))
        yield from (type(condition)((*before, less, *after)) for less in less_conditions(part))


def other_lengths(window: Window) -> Iterator[tuple[str, Window]]:
    for place, limit in enumerate(window.limits):
        if isinstance(limit.length, int):
            for more in (1, -1):
                limits: list[Limit] = list(window.limits)
                limits[place] = replace(limit, length=limit.length + more)
                yield f"{more:+d} {limit.unit}", replace(window, limits=tuple(limits))


@lru_cache
def table_of(shop: str) -> list[tuple[Request, dict[str, Any]]]:
    """The table's requests with what it expects of their answers."""
    table = read_table(TABLES / f"{shop}.yml")
    return [
        (read_request(POLICIES, request_of(table, case)), case["expect"] | {"clauses_include": case.get("clauses", [])})
        for case in table["cases"]
    ]


@lru_cache
def scopes_of(shop: str) -> list[Scope]:
    """The shop's scope table."""
    return list(scopes(shop))


def is_noticed(mutant: ShopPolicy) -> bool:
    """Whether any case of the shop's decision table or scope table fails under the mutant."""
    for request, expect in table_of(mutant.shop):
        if unmet(expect, view_of(answer(mutant, request))):
            return True
    for scope in scopes_of(mutant.shop):
        if differences(scope, {problem: answer(mutant, request) for problem, request in scope.requests.items()}):
            return True
    return False


def answer(policy: ShopPolicy, request: Request) -> dict[str, Any]:
    """The answer to the request under another policy."""
    case = Case(policy, request.case.values, request.case.today, request.case.spans)
    return decide(replace(request, policy=policy, case=case)).to_json()


def test_the_tables_pass_on_the_policies_as_they_are() -> None:
    assert not any(is_noticed(policy) for policy in POLICIES.values())


def test_the_tables_notice_what_is_changed() -> None:
    tried = [mutant for shop in SHOPS for mutant in Random(SEED).sample(list(mutants(POLICIES[shop])), SAMPLE)]
    unnoticed = [f"{mutant.policy.shop} {mutant.what}" for mutant in tried if not is_noticed(mutant.policy)]
    assert 1 - len(unnoticed) / len(tried) >= NOTICED, "\n".join(unnoticed)
