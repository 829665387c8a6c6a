"""Requests: what was told joins what the record knows. Refused requests stand in test_contract.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from aftersales.errors import RequestError
from aftersales.policy.engine import evaluate
from aftersales.policy.model import ShopPolicy
from aftersales.policy.request import Request, read_fact, read_request

Policies = Mapping[str, ShopPolicy]
LINES = [
    {"sku": "A", "name": "Camera", "quantity": 2, "unit_price": "24.00", "weight_g": 300, "warranty_years": 1},
    {"sku": "B", "name": "Monitor", "quantity": 1, "unit_price": "60.00", "weight_g": 600, "warranty_years": 2},
]
ORDER = {"number": "7", "status": "delivered", "delivered_on": "2025-02-20", "lines": LINES}


def request(policies: Policies, **changes: Any) -> Request:
    return read_request(policies, {"shop": "qualir", "today": "2025-03-04", "order": ORDER, "facts": {}} | changes)


def test_the_report_is_today_s_unless_told(policies: Policies) -> None:
    assert request(policies).case.values["reported_on"] == date(2025, 3, 4)
    told = request(policies, facts={"reported_on": "2025-03-01"})
    assert told.case.values["reported_on"] == date(2025, 3, 1)


def test_what_was_told_wins_over_the_record(policies: Policies) -> None:
    told = request(policies, facts={"delivered_on": "2025-02-25", "bought_here": False})
    assert told.case.values["delivered_on"] == date(2025, 2, 25)
    assert told.case.values["bought_here"] is False


def test_a_fact_of_null_is_unknown(policies: Policies) -> None:
    assert "cause" not in request(policies, facts={"cause": None}).case.values


def test_without_lines_all_of_the_order_is_meant(policies: Policies) -> None:
    assert [(piece.line.sku, piece.quantity) for piece in request(policies).pieces] == [("A", 2), ("B", 1)]
    assert request(policies).case.values["part_of_order"] is False


def test_lines_may_leave_out_how_many(policies: Policies) -> None:
    asked = request(policies, lines=[{"sku": "A"}])
    assert [(piece.line.sku, piece.quantity) for piece in asked.pieces] == [("A", 2)]
    assert asked.case.values["part_of_order"] is True


def test_items_of_one_warranty_have_its_years(policies: Policies) -> None:
    assert request(policies, lines=[{"sku": "B"}]).case.values["warranty_years"] == 2


def test_items_of_different_warranties_have_a_span(policies: Policies) -> None:
    both = request(policies).case
    assert "warranty_years" not in both.values
    assert both.spans == {"warranty_years": (1, 2)}


@pytest.mark.parametrize(
    ("fact", "value", "typed"),
    [
        ("cause", "wear", "wear"),
        ("opened_body", True, True),
        ("opened_body", "not_known", "not_known"),
        ("delivered_on", "2025-02-20", date(2025, 2, 20)),
        ("delivered_on", date(2025, 2, 20), date(2025, 2, 20)),
        ("delivered_on", "not_known", "not_known"),
        ("warranty_years", 2, 2),
    ],
)
def test_a_fact_gets_its_type(policies: Policies, fact: str, value: Any, typed: Any) -> None:
    assert read_fact(policies["qualir"], fact, value) == typed


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("cause", "own_doing"), ("cause", ["wear"]), ("cause", {}), ("opened_body", "yes"), ("opened_body", 0),
        ("delivered_on", "20 February"), ("delivered_on", 20250220), ("warranty_years", "2"), ("warranty_years", True),
        ("warehouse", 3), ("moon", True),
    ],
)  # fmt: skip
def test_an_impossible_value_is_refused_with_what_is_possible(policies: Policies, fact: str, value: Any) -> None:
    with pytest.raises(RequestError) as refused:
        read_fact(policies["qualir"], fact, value)
    assert refused.value.where == f"facts.{fact}"
    assert refused.value.mend


@pytest.mark.parametrize("years", [10_000, 10**30])
def test_a_warranty_beyond_the_calendar_is_only_long(policies: Policies, years: int) -> None:
    told = request(policies, facts={"problem": "defective", "warranty_years": years})
    assert evaluate(told.case).truth_of("warranty_covers_faults") is not False


def test_at_the_end_of_the_calendar_windows_still_run(policies: Policies) -> None:
    late = {"number": "7", "status": "delivered", "shipped_on": "9999-12-29", "delivered_on": "9999-12-30"}
    for shop in policies:
        asked = read_request(
            policies, {"shop": shop, "today": "9999-12-31", "order": late, "facts": {"problem": "defective"}}
        )
        assert all(asked.case.window(window) for window in policies[shop].windows)
