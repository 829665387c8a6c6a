"""The engine: evaluates a shop's rules on a case and settles each outcome on its own.

Rules are specialised per problem and compiled once; which outcomes follow depends on the rules' truths alone, so a
pattern of truths that was seen before is looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from aftersales.policy.case import Case
from aftersales.policy.conditions import NEVER, compiled, simplified
from aftersales.policy.facts import Value
from aftersales.policy.model import Condition, Rule, ShopPolicy
from aftersales.policy.settlement import Settlement, Settler, Truths

REMEMBERED_PATTERNS = 50_000


class SpecialRule(NamedTuple):
    """A rule for one kind of problem: its condition without the part about the problem."""

    rule: Rule
    when: Condition


class Evaluation(NamedTuple):
    """What the rules say of a case: each rule's truth in the order of `rules`, and what follows from them."""

    case: Case
    rules: tuple[SpecialRule, ...]
    truths: Truths
    settlement: Settlement

    def truth_of(self, rule_id: str) -> bool | None:
        """Whether the rule holds; false for rules about other problems."""
        for special, truth in zip(self.rules, self.truths, strict=True):
            if special.rule.id == rule_id:
                return truth
        return False


class _ProblemRules:
    """The rules that can hold for one problem (or an unknown one); a condition that several share is tested once."""

    def __init__(self, policy: ShopPolicy, problem: Value | None) -> None:
        specials = []
        for rule in policy.rules.values():
            when = rule.when if problem is None else simplified(rule.when, "problem", problem)
            if when != NEVER:
                specials.append(SpecialRule(rule, when))
        self.rules = tuple(specials)
        conditions = list(dict.fromkeys(special.when for special in specials))
        self._tests = tuple(compiled(condition, policy.vocabulary) for condition in conditions)
        self._places = tuple(conditions.index(special.when) for special in specials)
        self._settler = Settler([special.rule for special in specials], policy.vocabulary)
        self._remembered: dict[Truths, tuple[Truths, Settlement]] = {}

    def evaluate(self, case: Case) -> Evaluation:
        pattern = tuple([test(case) for test in self._tests])
        known = self._remembered.get(pattern)
        return Evaluation(case, self.rules, *(known or self._settled(pattern)))

    def _settled(self, pattern: Truths) -> tuple[Truths, Settlement]:
        if len(self._remembered) >= REMEMBERED_PATTERNS:
            self._remembered.clear()
        truths = tuple(pattern[place] for place in self._places)
        self._remembered[pattern] = truths, self._settler.settle(truths)
        return self._remembered[pattern]


@lru_cache(maxsize=256)
def _problem_rules(policy: ShopPolicy, problem: Value | None) -> _ProblemRules:
    return _ProblemRules(policy, problem)


def evaluate(case: Case) -> Evaluation:
    """Evaluates the case's policy on it. Pure: the same case gives the same evaluation."""
    return _problem_rules(case.policy, case.values.get("problem")).evaluate(case)


def rules_for(policy: ShopPolicy, problem: Value | None) -> Mapping[str, SpecialRule]:
    """The rules that can hold for a problem, by id."""
    return {special.rule.id: special for special in _problem_rules(policy, problem).rules}
