"""Decisions: the status, what is shown with it, and what stands in the way. Its JSON stands in test_contract.py."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aftersales.policy.decision import Decision, decide
from aftersales.policy.order import Order, OrderLine
from aftersales.policy.request import make_request

DAY = date(2025, 3, 4)
COVERED = "covered: {when: {problem: defective}, then: {eligible: yes, remedies: [refund]}}"
OPENED = "opened: {over: [covered], when: {problem: defective, opened_body: true}, SAYS}"
REFUSED = OPENED.replace("SAYS", "then: {eligible: no}")
NO = "no: {when: {problem: defective}, then: {eligible: no}}"
BAR = "bar: {when: {open_dispute: true}, then: {blocked_by: [open_dispute]}}"
LINE = OrderLine("A", "Camera", 2, Decimal("24.00"), 300, 1)
ORDER = Order(
    number="7", status="delivered", warehouse="US", currency="USD", shipping_fee=Decimal("5.00"), lines=[LINE]
)


@pytest.fixture
def decided(policy_of: Any) -> Any:
    def run(rules: str, order: Order | None = ORDER, **facts: Any) -> Decision:
        policy = policy_of(rules)
        return decide(make_request(policy, DAY, order, None, {"problem": "defective", **facts}))

    return run


@pytest.mark.parametrize(
    ("rules", "facts", "status"),
    [
        (COVERED, {}, "eligible"),
        (f"{COVERED}\n{REFUSED}", {"opened_body": True}, "not_eligible"),
        (f"{COVERED}\n{REFUSED}", {}, "needs_info"),
        (f"{COVERED}\n{REFUSED}", {"opened_body": "not_known"}, "needs_human"),
        (f"{COVERED}\n{OPENED.replace('SAYS', 'may: {eligible: no}')}", {"opened_body": True}, "needs_human"),
        (f"{COVERED}\n{OPENED.replace('SAYS', 'unclear: {eligible: silent}')}", {"opened_body": True}, "needs_human"),
        (COVERED, {"problem": "cancel"}, "needs_human"),
        (f"{COVERED}\n{BAR}", {"open_dispute": True}, "blocked"),
        (f"{NO}\n{BAR}", {"open_dispute": True}, "not_eligible"),
        ("no: {when: {problem: defective, free_delivery: true}, then: {eligible: no}}", {"free_delivery": "not_known"},
         "needs_human"),
    ],
)  # fmt: skip
def test_the_status_follows_from_the_eligibility(decided: Any, rules: str, facts: dict[str, Any], status: str) -> None:
    assert decided(rules, **facts).status == status


SHOWN = """
    covered: {when: {problem: defective}, then: {eligible: yes, remedies: [refund]}}
    opened: {over: [covered], when: {problem: defective, opened_body: true}, then: {eligible: no}}
    proofs: {when: {problem: defective}, then: {evidence: [photo_of_fault], packing: [insured], offers: [paid_repair]}}
"""


PAID_BY_SHOP = """
    covered: {when: {problem: defective}, then: {eligible: yes, remedies: [refund, replacement]}}
    opened: {over: [covered], when: {problem: defective, opened_body: true}, then: {eligible: no}}
    promised: {when: {problem: defective}, then: {remedy_chosen_by: customer, replacement_postage: shop}}
    imported: {when: {problem: defective}, then: {import_duty: shop}}
    paid: {when: {problem: defective}, then: {return_postage: PAYER, original_postage: CHARGE, refund_method: cash}}
"""


@pytest.mark.parametrize(
    ("payer", "charge", "left"),
    [("shop", "refunded", (None, None)), ("depends", "by_weight", ("depends", None)),
     ("customer", "not_refunded", ("customer", "not_refunded"))],
)  # fmt: skip
def test_a_refusal_leaves_no_promise_standing(
    decided: Any, payer: str, charge: str, left: tuple[str | None, ...]
) -> None:
    rules = PAID_BY_SHOP.replace("PAYER", payer).replace("CHARGE", charge)
    covered, refused = decided(rules, opened_body=False), decided(rules, opened_body=True)
    outcomes = ("return_postage", "original_postage")
    assert tuple(covered.value(outcome) for outcome in outcomes) == (payer, charge)
    assert tuple(refused.value(outcome) for outcome in outcomes) == left
    assert not any(refused.value(outcome) for outcome in ("remedy_chosen_by", "replacement_postage", "refund_method"))
    assert refused.value("import_duty") == "shop"


@pytest.mark.parametrize(
    ("facts", "shown", "hidden"),
    [
        ({"opened_body": False}, ["remedies", "evidence", "packing", "offers"], []),
        ({}, ["evidence", "packing", "offers"], ["remedies"]),
        ({"opened_body": True}, ["offers"], ["remedies", "evidence", "packing"]),
    ],
)
def test_remedies_wait_for_the_claim_and_a_refusal_asks_for_no_proofs(
    decided: Any, facts: dict[str, Any], shown: list[str], hidden: list[str]
) -> None:
    lists = decided(SHOWN, **facts).lists
    assert all(lists.get(name) for name in shown)
    assert not any(lists.get(name) for name in hidden)


def test_returns_to_the_warehouse_of_origin_name_it(decided: Any) -> None:
    rule = "back: {when: {problem: defective}, then: {eligible: yes, send_to: origin_warehouse}}"
    assert decided(rule).send_to == "origin_warehouse:US"
    assert decided(rule, order=None).send_to == "origin_warehouse"


def test_the_wish_is_asked_last_and_only_where_the_customer_chooses(decided: Any) -> None:
    rules = """
    covered: {when: {problem: defective}, then: {eligible: yes, remedies: [refund, repair], remedy_chosen_by: CHOOSER}}
    payer: {when: {problem: defective, cause: wear}, then: {return_postage: customer}}
    """
    assert decided(rules.replace("CHOOSER", "customer")).ask == ("cause", "wants")
    assert decided(rules.replace("CHOOSER", "customer"), wants="refund", cause="wear").ask == ()
    assert decided(rules.replace("CHOOSER", "shop")).ask == ("cause",)


def test_an_amount_that_cannot_be_told_says_why(decided: Any) -> None:
    paid = "covered: {when: {problem: defective}, then: {eligible: yes, remedies: [refund], refund_items: full}}"
    silent = decided(paid)
    assert silent.refund.amount is None
    assert [each.outcome for each in silent.unsettled if each.outcome == "original_postage"] == ["original_postage"]
    settled = paid.replace("refund_items: full", "refund_items: full, original_postage: refunded")
    assert decided(settled).refund.amount == Decimal("53.00")
    unpriced = Order(number="7", status="delivered", shipping_fee=Decimal(0), lines=[OrderLine("A")])
    missing = [each for each in decided(settled, order=unpriced).unsettled if each.outcome == "refund_amount"]
    assert [(each.because, each.facts) for each in missing] == [("unknown", ("unit_price",))]


def test_what_was_said_carries_its_words_and_clauses(decided: Any) -> None:
    rules = """
    covered: {cites: [C-2], when: {problem: defective}, then: {eligible: yes}, say: "{products}, {order_number}"}
    payer: {cites: [C-3], when: {problem: defective}, then: {return_postage: shop}, say: we pay}
    """
    decision = decided(rules)
    assert [(said.text, said.cites) for said in decision.said] == [("2 x Camera, 7", ("C-2",)), ("we pay", ("C-3",))]
    assert [said.rule for said in decision.said_on("return_postage")] == ["payer"]
    assert decision.clauses == ("C-2", "C-3")
    assert decided(rules, order=None).said[0].text == "the product and how many, your order number"
