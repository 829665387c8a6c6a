"""A case: what is known, what is supposed, and what lies between known dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

ARRIVAL = "arrival: {from: delivered_on, days: 7, tested: reported_on, words: a week}"
TODAY = date(2025, 3, 4)
PLACED, SHIPPED, DELIVERED = date(2025, 2, 1), date(2025, 2, 10), date(2025, 2, 20)


@pytest.fixture
def policy(policy_of: Any) -> Any:
    return policy_of("late: {when: {past: arrival}, then: {eligible: no}}", windows=ARRIVAL)


def test_supposing_a_fact_leaves_the_case_as_it_was(policy: Any, case_of: Any) -> None:
    case = case_of(policy, delivered_on=DELIVERED)
    supposed = case.supposing("delivered_on", date(2025, 3, 1))
    assert case.window("arrival").inside is False
    assert supposed.window("arrival").inside is True
    assert case.values["delivered_on"] == DELIVERED


def test_supposing_a_window_keeps_its_last_day(policy: Any, case_of: Any) -> None:
    case = case_of(policy, delivered_on=DELIVERED)
    supposed = case.supposing_window("arrival", True)
    assert (supposed.window("arrival").inside, supposed.window("arrival").last_day) == (True, date(2025, 2, 27))
    assert supposed.supposing("cause", "wear").window("arrival").inside is True
    assert case.window("arrival").inside is False


@pytest.mark.parametrize(
    ("known", "fact", "bounds"),
    [
        ({"shipped_on": SHIPPED}, "shipped_on", (SHIPPED, SHIPPED)),
        ({"placed_on": PLACED, "delivered_on": DELIVERED}, "shipped_on", (PLACED, DELIVERED)),
        ({"placed_on": PLACED, "delivered_on": DELIVERED}, "produced_on", (PLACED, DELIVERED)),
        ({"placed_on": PLACED, "shipped_on": SHIPPED}, "delivered_on", (SHIPPED, TODAY)),
        ({"shipped_on": SHIPPED}, "placed_on", (None, SHIPPED)),
        ({}, "placed_on", (None, TODAY)),
        ({}, "first_noticed_on", (None, None)),
        ({"delivered_on": "not_known", "shipped_on": SHIPPED}, "delivered_on", (SHIPPED, TODAY)),
    ],
)
def test_a_missing_date_lies_between_its_neighbours(
    policy: Any, case_of: Any, known: dict[str, Any], fact: str, bounds: tuple[Any, Any]
) -> None:
    assert case_of(policy, **known).date_bounds(fact) == bounds


@pytest.mark.parametrize(
    ("known", "spans", "bounds"),
    [
        ({"warranty_years": 3}, {"warranty_years": (1, 2)}, (3, 3)),
        ({}, {"warranty_years": (1, 2)}, (1, 2)),
        ({}, None, (0, 9)),
        ({"warranty_years": "not_known"}, None, (0, 9)),
    ],
)
def test_a_number_lies_in_its_span_or_the_window_s_bounds(
    policy: Any, case_of: Any, known: dict[str, Any], spans: Any, bounds: tuple[int, int]
) -> None:
    assert case_of(policy, spans=spans, **known).number_bounds("warranty_years", 0, 9) == bounds
