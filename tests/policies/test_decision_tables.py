"""Runs the five shops' decision tables: each case is one request and what the shop's clauses say about its answer.

A table names its orders and situations once; a case picks one of each and overrides what it is about:

- `order` overrides the first order, or the one named by `is`; `none` leaves it out, a null removes a field;
- `line` overrides every line of the order, `lines` says which are concerned;
- `given` names a situation, `facts` overrides it; `today` is the day of the report unless the case says otherwise;
- `clauses` must be cited by the decision, `about` and `reading` only tell what the case exercises;
- `expect` maps a dotted path of the answer to its value; the path may end in `_in`, `_include`, `_exclude`, `_known`
  or `_in_order`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aftersales.policy.decision import decide
from aftersales.policy.loader import load_policies
from aftersales.policy.request import read_request

TABLES = Path(__file__).parent
ROOT = TABLES.parents[1]


def read_table(path: Path) -> dict[str, Any]:
    """The table of one shop, its dates as ISO text, the way a request carries them."""
    return as_json(YAML(typ="safe", pure=True).load(path))


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def without_nulls(mapping: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if value is not None}


def order_of(table: dict[str, Any], case: dict[str, Any]) -> dict[str, Any] | None:
    overrides = case.get("order", {})
    if overrides == "none":
        return None
    first = next(iter(table["orders"]))
    order = table["orders"][overrides.get("is", first)] | overrides
    lines = [line | case.get("line", {}) for line in order["lines"]]
    return without_nulls({key: value for key, value in order.items() if key != "is"} | {"lines": lines})


def request_of(table: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """The decide request of one case."""
    situation = table["situations"][case["given"]] if "given" in case else {}
    facts = without_nulls(situation | case.get("facts", {}))
    today = case.get("today") or facts.get("reported_on") or table["today"]
    request = {"shop": table["shop"], "today": today, "order": order_of(table, case), "facts": facts}
    return without_nulls(request | {"lines": case.get("lines")})


def view_of(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer by dotted path, with its lists of records brought down to what a table names."""
    view = {key: value for key, value in answer.items() if key not in ("postage", "refund")}
    for group in ("postage", "refund"):
        view |= {f"{group}.{name}": value for name, value in (answer[group] or {}).items()}
    view["ask"] = [question["fact"] for question in answer["ask"]]
    view["unsettled"] = {open_["outcome"]: open_["because"] for open_ in answer["unsettled"]}
    view["last_days"] = [deadline["last_day"] for deadline in answer["deadlines"]]
    view["nearest_yes"] = [near["change"] for near in answer["nearest_yes"]]
    return view


def includes(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return all(got.get(key) == value for key, value in wanted.items())
    return all(item in got for item in wanted)


def in_order(got: list[str], wanted: list[str]) -> bool:
    return [item for item in got if item in wanted] == wanted


CHECKS: dict[str, Callable[[Any, Any], bool]] = {
    "_in_order": in_order,
    "_include": includes,
    "_exclude": lambda got, wanted: not any(item in got for item in wanted),
    "_known": lambda got, wanted: (got is not None) is wanted,
    "_in": lambda got, wanted: got in wanted,
    "": lambda got, wanted: sorted(got) == sorted(wanted) if isinstance(wanted, list) else got == wanted,
}


def unmet(expect: dict[str, Any], view: dict[str, Any]) -> list[str]:
    """One sentence for each expectation that the answer does not meet."""
    found = []
    for key, wanted in expect.items():
        suffix = next(suffix for suffix in CHECKS if key.endswith(suffix))
        got = view[key.removesuffix(suffix)]
        if not CHECKS[suffix](got, wanted):
            found.append(f"{key}: expected {wanted}, got {got}")
    return found


def cases() -> Iterator[Any]:
    for path in sorted(TABLES.glob("*.yml")):
        table = read_table(path)
        for case in table["cases"]:
            yield pytest.param(table, case, id=f"{table['shop']}: {case['name']}")


@pytest.fixture(scope="module")
def policies() -> Any:
    return load_policies(ROOT / "policies")


@pytest.mark.parametrize(("table", "case"), cases())
def test_case(policies: Any, table: dict[str, Any], case: dict[str, Any]) -> None:
    answer = decide(read_request(policies, request_of(table, case))).to_json()
    expect = case["expect"] | {"clauses_include": case.get("clauses", [])}
    assert unmet(expect, view_of(answer)) == []


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.yml")), ids=lambda path: path.stem)
def test_every_deciding_clause_is_exercised(policies: Any, path: Path) -> None:
    table = read_table(path)
    named = {clause for case in table["cases"] for clause in case.get("clauses", []) + case.get("about", [])}
    policy = policies[table["shop"]]
    assert set(policy.clauses) - set(policy.information) - named == set()
    assert named - set(policy.clauses) == set()
