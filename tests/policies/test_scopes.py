"""Runs the shops' scope tables: for each situation, which problems get what - and no other problem does.

A scope names an order by its stage, the facts told beside the problem, and rows `place.value: [problems]`. A place is
a list of the answer (`steps.report_first`), an outcome (`postage.return.customer`), `status`, `deadlines`, `ask`,
`unsettled.<outcome>.<because>` or the fact of a `nearest_yes`. Groups of facts.yml stand for their problems.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ruamel.yaml import YAML

from aftersales.policy.decision import decide
from aftersales.policy.loader import load_policies
from aftersales.policy.model import ShopPolicy
from aftersales.policy.request import Request, read_request

SCOPES = Path(__file__).parent / "scopes"
POLICIES: Mapping[str, ShopPolicy] = load_policies(Path(__file__).parents[2] / "policies")


class Scope(NamedTuple):
    """One situation: the request for each problem, and for each row the problems that have it."""

    shop: str
    name: str
    requests: dict[str, Request]
    rows: dict[str, set[str]]


def scopes(shop: str) -> Iterator[Scope]:
    """The situations of one shop's table."""
    table = YAML(typ="safe", pure=True).load(SCOPES / f"{shop}.yml")
    problems = POLICIES[shop].vocabulary.facts["problem"]
    for name, scope in table["scopes"].items():
        order = table["orders"][scope["order"]]
        facts = table["told"] | scope.get("told", {})
        request = {"shop": shop, "today": str(scope["today"]), "order": order, "facts": facts}
        if "lines" in scope:
            request["lines"] = scope["lines"]
        yield Scope(
            shop,
            name,
            {problem: read_request(POLICIES, asked(request, problem)) for problem in problems.values},
            {row: set(problems.expand(having)) for row, having in scope["rows"].items()},  # type: ignore[arg-type]
        )


def asked(request: dict[str, Any], problem: str) -> dict[str, Any]:
    told = {name: value for name, value in request["facts"].items() if value is not None}
    return request | {"facts": {"reported_on": request["today"], **told, "problem": problem}}


def has(answer: dict[str, Any], row: str) -> bool:
    """Whether the answer has what the row names."""
    place, _, value = row.partition(".")
    got = answer[place]
    if place == "status" or isinstance(got, str):
        return bool(got == value)
    if place in ("postage", "refund"):
        side, _, value = value.partition(".")
        return bool(got[side] == value)
    if place == "unsettled":
        return any(f"{each['outcome']}.{each['because']}" == value for each in got)
    if place in ("deadlines", "ask", "nearest_yes"):
        return value in [name for each in got for name in _names(each)]
    return got is not None and value in got


def _names(entry: dict[str, Any]) -> list[str]:
    return list(entry["change"]) if "change" in entry else [entry.get("what") or entry["fact"]]


def differences(scope: Scope, answers: dict[str, dict[str, Any]]) -> dict[str, tuple[list[str], list[str]]]:
    """The rows that are not as the table says: problems that lack it, problems that have it by mistake."""
    found = {}
    for row, having in scope.rows.items():
        got = {problem for problem, answer in answers.items() if has(answer, row)}
        if got != having:
            found[row] = (sorted(having - got), sorted(got - having))
    return found


SHOPS = sorted(path.stem for path in SCOPES.glob("*.yml"))


@pytest.mark.parametrize(
    "scope", [scope for shop in SHOPS for scope in scopes(shop)], ids=lambda s: f"{s.shop}: {s.name}"
)
def test_each_problem_gets_what_the_shop_says(scope: Scope) -> None:
    answers = {problem: decide(request).to_json() for problem, request in scope.requests.items()}
    assert differences(scope, answers) == {}
