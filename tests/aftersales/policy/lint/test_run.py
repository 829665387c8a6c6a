"""The linter's trying of situations: rules that never hold or never count, conflicts, and what is left silent."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales.policy.lint import Report, lint_policy

SHOPS = ["qualir", "guarantee", "highvalue", "rma", "saferexpert"]
WINDOWS = """
    arrival: {from: delivered_on, days: 7, tested: reported_on, words: a week}
    fortnight: {from: delivered_on, days: 14, tested: reported_on, words: two weeks}
"""


@pytest.fixture
def linted(policy_of: Any) -> Any:
    def lint(rules: str) -> Report:
        return lint_policy(policy_of(rules, clauses="C-1: clause", windows=WINDOWS))

    return lint


def messages(report: Report) -> list[str]:
    unused = "no rule looks at it"
    return [
        f"{finding.where.rpartition(' ')[2]}: {finding.message}"
        for finding in report.findings
        if finding.message != unused
    ]


def test_a_sound_policy_passes(linted: Any) -> None:
    report = linted("""
        covered: {when: {problem: defective, in: arrival}, then: {eligible: yes}}
        opened: {over: [covered], when: {problem: defective, opened_body: true}, then: {eligible: no}}
    """)
    assert messages(report) == []
    assert report.complete
    assert report.shop == "small"


@pytest.mark.parametrize(
    "condition",
    [
        "problem: defective, not: {problem: defective}",
        "all: [{problem: defective}, {problem: cancel}]",
        "problem: defective, in: arrival, past: fortnight",
        "problem: defective, opened_body: true, not: {opened_body: true}",
    ],
)
def test_a_rule_that_can_never_hold_is_found(linted: Any, condition: str) -> None:
    report = linted(f"never: {{when: {{{condition}}}, then: {{eligible: no}}}}")
    assert messages(report) == ["never: it can never hold"]


def test_windows_are_tried_jointly(linted: Any) -> None:
    report = linted("""
        second_week: {when: {problem: defective, past: arrival, in: fortnight}, then: {eligible: yes}}
        first_week: {when: {problem: defective, in: arrival}, then: {eligible: yes}}
    """)
    assert messages(report) == []


def test_a_rule_that_is_always_beaten_is_found(linted: Any) -> None:
    report = linted("""
        covered: {when: {problem: defective, opened_body: true}, then: {eligible: yes}}
        no: {over: [covered], when: {problem: defective}, then: {eligible: no}}
    """)
    assert messages(report) == ["covered: it is always beaten"]


def test_a_conflict_is_found(linted: Any) -> None:
    report = linted("""
        covered: {when: {problem: defective, in: arrival}, then: {eligible: yes}}
        opened: {when: {problem: defective, opened_body: true}, then: {eligible: no}}
    """)
    assert messages(report) == ["covered: it conflicts with `opened` on eligible"]


def test_a_conflict_on_any_outcome_is_found(linted: Any) -> None:
    report = linted("""
        covered: {when: {problem: defective}, then: {eligible: yes, send_to: china}}
        opened: {when: {problem: defective, opened_body: true}, then: {send_to: shop_warehouse}}
    """)
    assert messages(report) == ["covered: it conflicts with `opened` on send_to"]


def test_a_conflict_of_the_text_itself_is_no_mistake(linted: Any) -> None:
    report = linted("contradictory: {when: {problem: cancel}, unclear: {eligible: conflict}}")
    assert messages(report) == []


def test_what_is_left_silent_is_listed_by_problem(linted: Any) -> None:
    report = linted("covered: {when: {problem: defective, in: arrival}, then: {eligible: yes, send_to: china}}")
    assert "cancel" in report.silent["eligible"]
    assert "defective" in report.silent["eligible"]  # once the week is over
    assert "defective" in report.silent["return_postage"]
    assert "cancel" not in report.silent.get("send_to", ())


@pytest.mark.parametrize("shop", SHOPS)
def test_a_shop_s_policy_is_sound(policies: Any, shop: str) -> None:
    assert [str(finding) for finding in lint_policy(policies[shop]).findings] == []
