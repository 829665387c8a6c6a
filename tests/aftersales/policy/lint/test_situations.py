"""The situations that rules can tell apart: one value of each class, windows along real dates."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales.policy.lint import situations
from aftersales.policy.lint.situations import Situations


@pytest.fixture
def tried(policy_of: Any) -> Any:
    def build(rules: str, windows: str = "w: {from: placed_on, days: 1, tested: reported_on, words: w}") -> Situations:
        return Situations(policy_of(rules, windows=windows), "defective")

    return build


def test_facts_have_one_value_of_each_class(tried: Any) -> None:
    found = tried("""
        own: {when: {problem: defective, cause: own_doing}, then: {eligible: no}}
        wear: {when: {problem: defective, cause: wear, opened_body: true}, then: {eligible: no}}
        other: {when: {problem: cancel, unused: true}, then: {eligible: no}}
    """)
    assert set(found.axes) == {"cause", "opened_body"}
    assert len(found.axes["cause"]) == 3  # wear, another own doing, anything else
    assert found.axes["opened_body"] == [True, False]
    assert found.count == len(list(found)) == 6


def test_facts_only_heeded_when_told_are_tried_too(tried: Any) -> None:
    assert set(tried("r: {when: {problem: defective, told: {unused: false}}, then: {eligible: no}}").axes) == {"unused"}


def test_a_number_has_the_values_that_rules_name(tried: Any) -> None:
    found = tried("r: {when: {problem: defective, warranty_years: [1, 2]}, then: {eligible: no}}")
    assert len(found.axes["warranty_years"]) >= 1


def test_nested_windows_are_kept_and_missed_only_as_dates_allow(tried: Any) -> None:
    windows = """
    week: {from: delivered_on, days: 7, tested: reported_on, words: w}
    fortnight: {from: delivered_on, days: 14, tested: reported_on, words: w}
    """
    rules = """
        week: {when: {problem: defective, in: week}, then: {eligible: yes}}
        later: {when: {problem: defective, past: fortnight}, then: {eligible: no}}
    """
    found = tried(rules, windows)
    assert found.windows == ["fortnight", "week"]
    assert found.patterns == [(False, False), (True, False), (True, True)]


def test_crossing_windows_are_found_in_every_pattern(tried: Any) -> None:
    windows = """
    arrival: {from: delivered_on, days: 7, tested: reported_on, words: w}
    dispatch: {from: shipped_on, days: 30, tested: reported_on, words: w}
    """
    rules = "r: {when: {problem: defective, any: [{in: arrival}, {in: dispatch}]}, then: {eligible: yes}}"
    assert len(tried(rules, windows).patterns) == 4


def test_too_many_situations_are_sampled_the_same_way_each_time(tried: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(situations, "MOST_SITUATIONS", 3)
    rules = "r: {when: {problem: defective, opened_body: true, unused: true, cause: wear}, then: {eligible: no}}"
    found = tried(rules)
    assert not found.complete
    picked = [tuple(case.values.items()) for case in found]
    assert len(picked) == 3
    assert picked == [tuple(case.values.items()) for case in found]
