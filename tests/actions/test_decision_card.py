"""The card of a decision: all that matters to the customer, and of a refusal only what helps."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from actions.decision_card import card_texts
from aftersales.policy.decision import Decision, decide
from aftersales.policy.loader import load_policies
from aftersales.policy.model import ShopPolicy
from aftersales.policy.request import read_request
from aftersales.settings import PROJECT_ROOT

FAULT = {"problem": "defective", "cause": "manufacturing"}
UNTOUCHED = {"flashed_firmware": False, "opened_body": False, "abnormal_use": False}
COMPLETE = {"original_packaging": True, "all_accessories": True}
UNSENT = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}


@pytest.fixture(scope="module")
def policies() -> Mapping[str, ShopPolicy]:
    return load_policies(PROJECT_ROOT / "policies")


@pytest.fixture
def decided(policies: Mapping[str, ShopPolicy]) -> Any:
    """Decide about an order that arrived two weeks ago, with these facts and changes of the order."""

    def decision(shop: str, facts: dict[str, Any], **order: Any) -> Decision:
        request = {"shop": shop, "today": "2025-03-04", "facts": facts, "order": {**_order(), **order}}
        return decide(read_request(policies, request))

    return decision


def _order() -> dict[str, Any]:
    return {
        "number": "QA-10234",
        "status": "delivered",
        "placed_on": "2025-02-10",
        "produced_on": "2025-02-11",
        "shipped_on": "2025-02-12",
        "delivered_on": "2025-02-18",
        "warehouse": "US",
        "currency": "EUR",
        "shipping_fee": "4.90",
        "open_dispute": False,
        "unpaid_bills": False,
        "paid": True,
        "lines": [
            {"sku": "A", "name": "Camera", "quantity": 1, "unit_price": "53.00", "weight_g": 400, "warranty_years": 1}
        ],
    }


def _cited(text: str, policy: ShopPolicy) -> set[str]:
    return {clause for clause in policy.clauses if clause in text}


@pytest.mark.parametrize(
    ("shop", "facts"),
    [
        ("qualir", {**FAULT, **UNTOUCHED}),
        ("rma", {**FAULT, **COMPLETE}),
        ("guarantee", {**FAULT, **UNTOUCHED, "modified_parts": False, "kept_using_and_worsened": False}),
        ("highvalue", FAULT),
        ("saferexpert", {"problem": "change_of_mind", "unused": True, "as_received": True, **COMPLETE}),
    ],
)
def test_a_yes_tells_verdict_reasons_remedies_and_what_to_do(decided: Any, shop: str, facts: dict[str, Any]) -> None:
    decision = decided(shop, facts)
    assert decision.status == "eligible"
    verdict, to_do = card_texts(decision)
    policy = decision.request.policy
    assert verdict.startswith("Yes, this is covered.")
    for said in decision.said_on("eligible")[:3]:
        assert f"{said.text} ({', '.join(said.cites)})" in verdict
    for remedy in decision.lists["remedies"]:
        assert policy.vocabulary.lists["remedies"][remedy] in verdict
    for kind in ("evidence", "packing", "steps", "warnings"):
        for code in decision.lists.get(kind, ())[:8]:
            assert policy.vocabulary.lists[kind][code] in to_do
    assert _cited(verdict, policy) <= set(decision.clauses)


def test_who_pays_where_to_and_until_when_are_told(decided: Any) -> None:
    decision = decided("rma", {**FAULT, **COMPLETE, "rma_issued_on": "2025-03-04"})
    verdict = card_texts(decision)[0]
    assert "Sending it back:" in verdict
    assert "The address comes with the RMA number." in verdict
    assert "3 April 2025, 30 days left" in verdict


@pytest.mark.parametrize(
    ("today", "words"),
    [("2025-04-03", "today, 3 April 2025"), ("2025-04-02", "tomorrow, 3 April 2025"), ("2025-04-04", None)],
)
def test_the_last_day_is_named_as_long_as_it_is_ahead(
    policies: Mapping[str, ShopPolicy], today: str, words: str | None
) -> None:
    days = {"rma_issued_on": "2025-03-04", "reported_on": "2025-03-04", "sent_back_on": "2025-04-01"}
    facts = {**FAULT, **COMPLETE, **{day: value for day, value in days.items() if value <= today}}
    decision = decide(read_request(policies, {"shop": "rma", "today": today, "facts": facts, "order": _order()}))
    shown = "\n".join(card_texts(decision))
    assert (words in shown) if words else "3 April 2025" not in shown


def test_a_cancellation_tells_the_refund_and_no_postage(decided: Any) -> None:
    decision = decided("saferexpert", {"problem": "cancel"}, **UNSENT)
    verdict = card_texts(decision)[0]
    assert verdict.startswith("Yes, this order can be cancelled.")
    assert "Refund: 57.90 EUR" in verdict
    assert "Sending it back" not in verdict
    assert "Where it goes" not in verdict


def test_a_refusal_hides_what_no_longer_matters_and_names_the_nearest_yes(decided: Any) -> None:
    decision = decided("qualir", {**FAULT, **UNTOUCHED, "opened_body": True})
    (text,) = card_texts(decision)
    assert text.startswith("I am sorry, the policy does not cover this.")
    assert "It would have been covered with the opposite of this: the housing was opened for a repair." in text
    for hidden in ("Sending it back", "Where it goes", "Refund:", "Please have ready", "When you pack it", "Last day"):
        assert hidden not in text


def test_a_refusal_for_being_late_names_the_day_that_was_missed(decided: Any) -> None:
    change = {"problem": "change_of_mind", "unused": True, "as_received": True, **COMPLETE}
    long_ago = {
        "placed_on": "2024-11-01",
        "produced_on": None,
        "shipped_on": "2024-11-03",
        "delivered_on": "2024-11-10",
    }
    decision = decided("saferexpert", change, **long_ago)
    assert decision.status == "not_eligible"
    # S-04: within 30 days of the delivery.
    assert date(2024, 12, 10) in decision.nearest_yes[0].change.values()
    assert "no later than 10 December 2024" in card_texts(decision)[0]


def test_what_helps_beside_a_refusal_is_offered(decided: Any) -> None:
    long_ago = {
        "placed_on": "2024-01-01",
        "produced_on": None,
        "shipped_on": "2024-01-03",
        "delivered_on": "2024-01-10",
    }
    decision = decided("highvalue", {**FAULT, "first_noticed_on": "2025-03-01"}, **long_ago)
    assert decision.status == "not_eligible"
    offers = decision.request.policy.vocabulary.lists["offers"]
    assert decision.lists["offers"]
    for code in decision.lists["offers"]:
        assert offers[code] in card_texts(decision)[0]


def test_what_is_in_the_way_is_named(decided: Any) -> None:
    decision = decided("qualir", {"problem": "wrong_item"}, open_dispute=True)
    assert decision.status == "blocked"
    text = card_texts(decision)[0]
    assert text.startswith("This is covered, but something has to be cleared up first.")
    assert "What is in the way:" in text


def test_what_the_policy_leaves_open_is_said_so_with_the_shop(decided: Any) -> None:
    decision = decided("guarantee", {"problem": "change_of_mind"})
    (text,) = card_texts(decision)
    assert text.startswith("The policy of Guarantee does not settle this (you changed your mind)")


def test_several_remedies_tell_who_chooses(decided: Any) -> None:
    assert "What you can choose:" in card_texts(decided("highvalue", FAULT))[0]
    assert "The shop decides which." in card_texts(decided("qualir", {**FAULT, **UNTOUCHED}))[0]


def test_an_unknown_warehouse_leaves_no_gap(decided: Any) -> None:
    told = {**FAULT, **UNTOUCHED, "modified_parts": False, "kept_using_and_worsened": False}
    shown = "\n".join(card_texts(decided("guarantee", told, warehouse=None)))
    assert "Where it goes: back to the warehouse it came from. (G-" in shown
    assert "()" not in shown
    assert "None" not in shown
