"""What must hold for every request to every shop, tried on random ones (the same each time)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.policy.amounts import delivery_share, items_share
from aftersales.policy.decision import Decision, decide
from aftersales.policy.engine import evaluate
from aftersales.policy.facts import NOT_KNOWN, Fact
from aftersales.policy.loader import load_policies, load_policy
from aftersales.policy.model import Condition, ShopPolicy, Told, dates_of, parts_of
from aftersales.policy.order import Order, OrderLine, Piece
from aftersales.policy.request import make_request
from aftersales.policy.settlement import Finding

POLICIES = load_policies(Path(__file__).parents[3] / "policies")
SHOPS = ["guarantee", "highvalue", "qualir", "rma", "saferexpert"]
BOUNDED = settings(max_examples=60, derandomize=True, deadline=None, database=None)
TODAY = date(2025, 3, 4)
STAGES = ["placed", "in_production", "produced", "shipped", "delivered"]
EVENTS = {"placed_on": 0, "produced_on": 2, "shipped_on": 3, "delivered_on": 4}
COUNTS_AS_NOT_YET = {"sent_back_on", "rma_issued_on", "arrived_back_on"}
"""Dates of which silence says that the thing has not happened: telling them is news, not knowledge."""

CAREFUL = {
    "cause": "manufacturing", "dead_on_arrival": True, "flashed_firmware": False, "opened_body": False,
    "modified_parts": False, "abnormal_use": False, "kept_using_and_worsened": False, "unused": True,
    "as_received": True, "original_packaging": True, "all_accessories": True, "removed_from_app": True,
    "will_wait": True, "wants": "refund", "color_stated": True,
}  # fmt: skip
"""What tells nothing against the customer."""


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """An order at some stage, some of its dates not on record."""
    stage = draw(st.sampled_from(STAGES))
    day = TODAY - timedelta(days=draw(st.sampled_from([2, 5, 9, 20, 40, 100, 400, 800])))
    dates: dict[str, date] = {}
    for event, reached in EVENTS.items():
        if reached <= STAGES.index(stage):
            day = min(TODAY, day + timedelta(days=draw(st.sampled_from([0, 1, 3, 12, 33]))))
            if draw(st.integers(0, 4)):
                dates[event] = day
    flags = {flag: draw(st.sampled_from([True, False, None])) for flag in ("open_dispute", "unpaid_bills", "paid")}
    return Order(
        number=draw(st.sampled_from(["7", None])),
        status=stage,  # type: ignore[arg-type]
        warehouse="US",
        currency="USD",
        shipping_fee=Decimal(draw(st.sampled_from(["0.00", "5.00"]))),
        lines=draw(lines()),
        **dates,
        **flags,
    )


@st.composite
def lines(draw: st.DrawFn) -> list[OrderLine]:
    """One to three lines with prices and weights."""
    return [
        OrderLine(
            sku=sku,
            quantity=draw(st.integers(1, 4)),
            unit_price=Decimal(draw(st.integers(0, 9999))) / 100,
            weight_g=draw(st.integers(1, 900)),
            warranty_years=draw(st.sampled_from([1, 2, None])),
        )
        for sku in draw(st.sampled_from([["A"], ["A", "B"], ["A", "B", "C"]]))
    ]


def values_of(fact: Fact) -> st.SearchStrategy[Any]:
    """Anything a customer may answer."""
    if fact.type == "date":
        return st.integers(0, 60).map(lambda ago: TODAY - timedelta(days=ago))
    if fact.type == "number":
        return st.sampled_from([1, 2])
    return st.sampled_from([*fact.possible_values(), *([NOT_KNOWN] if fact.type == "yes_no" else [])])


@st.composite
def told_facts(draw: st.DrawFn, policy: ShopPolicy, names: list[str]) -> dict[str, Any]:
    """Some of the named facts: mostly as a careful customer would tell them, a few as it comes."""
    facts = policy.vocabulary.facts
    kept = {name: value for name, value in CAREFUL.items() if name in names and draw(st.integers(0, 5))}
    others = draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) if names else []
    return (kept if draw(st.booleans()) else {}) | {name: draw(values_of(facts[name])) for name in others}


def customers_facts(policy: ShopPolicy) -> list[str]:
    """The facts that rules of this shop look at and customers tell."""
    heeded = set(heeded_when_told(policy))
    facts = policy.vocabulary.facts
    return [
        name
        for name, fact in facts.items()
        if fact.known_by == "customer" and name not in ("problem", "reported_on", *COUNTS_AS_NOT_YET, *heeded)
    ]


def heeded_when_told(policy: ShopPolicy) -> Iterator[str]:
    """The facts of `told` conditions."""
    todo: list[Condition] = [rule.when for rule in policy.rules.values()]
    while todo:
        condition = todo.pop()
        if isinstance(condition, Told):
            yield condition.fact
        todo += parts_of(condition)


def problems(*left_out: str) -> st.SearchStrategy[str]:
    values = load_policies(POLICIES.folder).vocabulary.facts["problem"].values
    return st.sampled_from([value for value in values if value not in left_out])


def decided(policy: ShopPolicy, order: Order, told: dict[str, Any]) -> Decision:
    return decide(make_request(policy, TODAY, order, None, told))


@pytest.mark.parametrize("shop", SHOPS)
@BOUNDED
@given(data=st.data())
def test_a_settled_answer_survives_new_facts(shop: str, data: st.DataObject) -> None:
    policy, order = POLICIES[shop], data.draw(orders())
    names = customers_facts(policy)
    known = {"problem": data.draw(problems())} | data.draw(told_facts(policy, names))
    before = decided(policy, order, known)
    news = data.draw(told_facts(policy, [name for name in names if name not in known]))
    after = decided(policy, order, known | news)
    for outcome, finding in before.findings.items():
        if finding.kind == "settled":
            assert after.value(outcome) == finding.value


@pytest.mark.parametrize("shop", SHOPS)
@BOUNDED
@given(data=st.data())
def test_a_missing_date_found_changes_nothing_settled(shop: str, data: st.DataObject) -> None:
    policy, order = POLICIES[shop], data.draw(orders())
    known = {"problem": data.draw(problems())} | data.draw(told_facts(policy, customers_facts(policy)))
    case = make_request(policy, TODAY, order, None, known).case
    for event, reached in EVENTS.items():
        earliest, latest = case.date_bounds(event)
        if event in case.values or earliest is None or latest is None or reached > STAGES.index(str(order.status)):
            continue
        day = earliest + timedelta(days=data.draw(st.integers(0, (latest - earliest).days)))
        found = evaluate(case.supposing(event, day)).settlement.findings
        for outcome, finding in evaluate(case).settlement.findings.items():
            if finding.kind == "settled":
                assert found[outcome].value == finding.value


@pytest.mark.parametrize("shop", SHOPS)
@BOUNDED
@given(data=st.data())
def test_asking_ends(shop: str, data: st.DataObject) -> None:
    policy, order = POLICIES[shop], data.draw(orders())
    told: dict[str, Any] = {"problem": data.draw(problems())}
    decision = decided(policy, order, told)
    for _ in policy.vocabulary.facts:
        if not decision.ask:
            break
        fact = decision.ask[0]
        assert fact not in decision.request.case.values
        told[fact] = data.draw(values_of(policy.vocabulary.facts[fact]))
        decision = decided(policy, order, told)
    assert decision.ask == ()
    assert decision.status != "needs_info"


@pytest.mark.parametrize("shop", SHOPS)
@BOUNDED
@given(data=st.data())
def test_whoever_is_asked_is_asked_for_a_reason(shop: str, data: st.DataObject) -> None:
    policy = POLICIES[shop]
    told = {"problem": data.draw(problems())} | data.draw(told_facts(policy, customers_facts(policy)))
    decision = decided(policy, data.draw(orders()), told)
    assert (decision.status != "needs_info") or decision.ask
    for fact in decision.ask:
        known = policy.vocabulary.facts[fact]
        assert known.askable
        assert decision.question(fact)


@pytest.mark.parametrize("shop", SHOPS)
@BOUNDED
@given(data=st.data())
def test_reporting_later_never_helps(shop: str, data: st.DataObject) -> None:
    policy, order = POLICIES[shop], data.draw(orders())
    told = {"problem": data.draw(problems("refund_late"))} | data.draw(told_facts(policy, customers_facts(policy)))
    early, late = sorted((data.draw(st.integers(0, 90)), data.draw(st.integers(0, 40))), reverse=True)
    answers = [
        evaluate(make_request(policy, TODAY, order, None, told | {"reported_on": TODAY - timedelta(days=ago)}).case)
        for ago in (early, late)
    ]
    worth = {"no": 0, None: 1, "yes": 2}
    sooner, later = (worth[answer.settlement.findings["eligible"].value] for answer in answers)
    assert later <= sooner


@pytest.mark.parametrize("shop", SHOPS)
def test_the_order_of_rules_means_nothing(shop: str, tmp_path: Path) -> None:
    policy = POLICIES[shop]
    shuffled = [load_policy(shuffled_file(policy.path, tmp_path, seed), POLICIES.vocabulary) for seed in (1, 2)]
    for other in shuffled:
        assert other.rules.keys() == policy.rules.keys()
        assert list(other.rules) != list(policy.rules)
    compare_on_random_requests(policy, shuffled)


def shuffled_file(path: Path, folder: Path, seed: int) -> Path:
    """The policy with its rules in another order, written to a folder of its own."""
    sections = re.compile(r"(?<=\nrules:\n)(.*?\n)(?=[a-z]+:)", re.DOTALL)
    head, body, tail = sections.split(path.read_text(encoding="utf-8"), maxsplit=1)
    rules = re.split(r"\n(?=  [a-z_]+:)", "\n" + re.sub(r"(?m)^ *#.*\n", "", body))
    Random(seed).shuffle(rules)
    target = folder / str(seed) / path.name
    target.parent.mkdir()
    target.write_text(head + "\n".join(rule for rule in rules if rule.strip()) + "\n" + tail, encoding="utf-8")
    return target


def compare_on_random_requests(policy: ShopPolicy, others: list[ShopPolicy]) -> None:
    @BOUNDED
    @given(data=st.data())
    def compare(data: st.DataObject) -> None:
        order = data.draw(orders())
        told = {"problem": data.draw(problems())} | data.draw(told_facts(policy, customers_facts(policy)))
        expected = without_order(decided(policy, order, told))
        for other in others:
            assert without_order(decided(other, order, told)) == expected

    compare()


def without_order(decision: Decision) -> Any:
    """The decision's JSON with lists sorted and who beat whom reduced to whether; the version left out."""
    answer = decision.to_json() | {"policy_version": None}
    for entry in answer["trace"]:
        entry["beaten_by"] = entry["beaten_by"] is not None
    asked = answer.pop("ask")
    return sorted_deeply(answer), asked


def sorted_deeply(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: sorted_deeply(each) for key, each in value.items()}
    return sorted(map(sorted_deeply, value), key=repr) if isinstance(value, list) else value


@BOUNDED
@given(lines=lines(), fee=st.integers(0, 5000), seed=st.integers(0, 99))
def test_pieces_of_a_split_order_sum_to_the_whole(lines: list[OrderLine], fee: int, seed: int) -> None:
    order = Order(lines=lines, shipping_fee=Decimal(fee) / 100)
    share = Finding("settled", "by_weight", ("r",))
    whole = exact_refund(order, [Piece(line, line.quantity) for line in lines], share)
    units = [Piece(line, 1) for line in lines for _ in range(line.quantity)]
    Random(seed).shuffle(units)
    cut = seed % (len(units) + 1)
    parts = [part for part in (units[:cut], units[cut:]) if part]
    assert sum(exact_refund(order, part, share) for part in parts) == whole
    assert whole == exact_refund(order, units, Finding("settled", "refunded", ("r",)))


def exact_refund(order: Order, pieces: list[Piece], delivery: Finding) -> Fraction:
    items = items_share(pieces, Finding("settled", "full", ("r",))).exact
    share = delivery_share(order, pieces, delivery).exact
    assert items is not None
    assert share is not None
    return items + share


def test_every_window_is_tested_on_a_date_that_these_requests_vary() -> None:
    tested = {window.tested for policy in POLICIES.values() for window in policy.windows.values()}
    starts = {start for policy in POLICIES.values() for each in policy.windows.values() for start in dates_of(each)}
    assert tested | starts <= {"reported_on", "first_noticed_on", *EVENTS, *COUNTS_AS_NOT_YET}
