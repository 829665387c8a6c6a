"""The engine: one evaluation for one case, whatever was evaluated before."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales.policy import engine
from aftersales.policy.engine import evaluate, rules_for

RULES = """
    covered: {when: {problem: defective}, then: {eligible: yes}}
    opened: {over: [covered], when: {problem: defective, opened_body: true}, then: {eligible: no}}
    cancelled: {when: {problem: cancel}, then: {eligible: yes}}
    answered: {then: {promises: [answer_within_48_hours]}}
"""


def test_only_rules_that_can_hold_for_the_problem_are_looked_at(policy_of: Any) -> None:
    policy = policy_of(RULES)
    assert list(rules_for(policy, "defective")) == ["covered", "opened", "answered"]
    assert list(rules_for(policy, "cancel")) == ["cancelled", "answered"]
    assert list(rules_for(policy, None)) == ["covered", "opened", "cancelled", "answered"]


def test_each_rule_has_its_truth(policy_of: Any, evaluated: Any) -> None:
    evaluation = evaluated(policy_of(RULES), problem="defective")
    assert evaluation.truths == (True, None, True)
    assert [evaluation.truth_of(rule) for rule in ("covered", "opened", "answered")] == [True, None, True]
    assert evaluation.truth_of("cancelled") is False


def test_an_unknown_problem_leaves_its_rules_unknown(policy_of: Any, evaluated: Any) -> None:
    assert evaluated(policy_of(RULES)).truths == (None, None, None, True)


def test_the_same_case_gives_the_same_evaluation(policy_of: Any, case_of: Any) -> None:
    case = case_of(policy_of(RULES), problem="defective", opened_body=True)
    assert evaluate(case) == evaluate(case)


def test_a_pattern_seen_before_says_the_same(policy_of: Any, evaluated: Any) -> None:
    policy = policy_of(RULES)
    values = [evaluated(policy, problem="defective", opened_body=told).settlement for told in (True, False) * 2]
    assert values[0] == values[2] != values[1] == values[3]


def test_what_it_remembers_is_bounded(policy_of: Any, evaluated: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "REMEMBERED_PATTERNS", 2)
    policy = policy_of(RULES)
    for _ in range(2):
        for facts in ({}, {"opened_body": True}, {"opened_body": False}):
            kind = evaluated(policy, problem="defective", **facts).settlement.findings["eligible"].kind
            assert kind == ("settled" if facts else "open")


def test_policies_do_not_mix(policy_of: Any, evaluated: Any) -> None:
    strict = policy_of("rule: {when: {problem: defective}, then: {eligible: no}}")
    lenient = policy_of("rule: {when: {problem: defective}, then: {eligible: yes}}")
    answers = [
        evaluated(policy, problem="defective").settlement.findings["eligible"].value for policy in (strict, lenient)
    ]
    assert answers == ["no", "yes"]
