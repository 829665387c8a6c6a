"""The card of a decision: all that matters to the customer, and of a refusal only what helps; as data and as text."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from aftersales.policy.decision import Decision, decide
from aftersales.policy.loader import load_policies
from aftersales.policy.model import ShopPolicy
from aftersales.policy.request import read_request
from aftersales.services.card.decision_card import CHECKLISTS, DecisionCard, card_text
from aftersales.services.card.sections import card_of
from aftersales.services.card.understood import is_customers
from aftersales.settings import PROJECT_ROOT

FAULT = {"problem": "defective", "cause": "manufacturing"}
UNTOUCHED = {"flashed_firmware": False, "opened_body": False, "abnormal_use": False}
COMPLETE = {"original_packaging": True, "all_accessories": True}
UNSENT = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}

COVERED: list[tuple[str, dict[str, Any]]] = [
    ("qualir", {**FAULT, **UNTOUCHED}),
    ("rma", {**FAULT, **COMPLETE}),
    ("guarantee", {**FAULT, **UNTOUCHED, "modified_parts": False, "kept_using_and_worsened": False}),
    ("highvalue", FAULT),
    ("saferexpert", {"problem": "change_of_mind", "unused": True, "as_received": True, **COMPLETE}),
]


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


def _section(card: DecisionCard, kind: str) -> list[str]:
    """The texts of a section's lines, what they are about before them."""
    lines = [line for section in card.sections if section.kind == kind for line in section.lines]
    return [f"{line.about}: {line.text}" if line.about else line.text for line in lines]


@pytest.mark.parametrize(("shop", "facts"), COVERED)
def test_a_yes_tells_reasons_remedies_and_what_to_do(decided: Any, shop: str, facts: dict[str, Any]) -> None:
    decision = decided(shop, facts)
    assert decision.status == "eligible"
    card, policy = card_of(decision), decision.request.policy
    assert card.verdict == "Yes, this is covered."
    assert _section(card, "why") == [said.text for said in decision.said_on("eligible")[:3]]
    named = {policy.vocabulary.lists["remedies"][code] for code in decision.lists["remedies"]}
    assert named <= {*_section(card, "remedies"), *_section(card, "offers")}
    for kind in CHECKLISTS:
        assert set(_section(card, kind)) == {
            policy.vocabulary.lists[kind][code] for code in decision.lists.get(kind, ())
        }


@pytest.mark.parametrize(("shop", "facts"), COVERED)
def test_every_clause_named_is_told_in_the_policys_words(decided: Any, shop: str, facts: dict[str, Any]) -> None:
    decision = decided(shop, facts)
    card = card_of(decision)
    named = {clause for section in card.sections for line in section.lines for clause in line.clauses}
    assert named
    assert card.clauses == {clause: decision.request.policy.clauses[clause] for clause in card.clauses}
    assert set(card.clauses) == named <= set(decision.clauses)


def test_the_text_tells_what_the_card_tells_in_two_paragraphs(decided: Any) -> None:
    card = card_of(decided("rma", {**FAULT, **COMPLETE}))
    verdict, to_do = card_text(card).split("\n\n")
    assert verdict.startswith("Yes, this is covered. While the warranty runs, ")
    assert "a fault that nobody caused is exchanged or refunded. (R-02, R-17, R-18, R-19)" in verdict
    assert "You get: a refund or a replacement." in verdict
    assert "Sending it back: you pay" in verdict
    assert len(verdict.splitlines()) == 6
    assert len(to_do.splitlines()) == 5
    for section in card.sections:
        for line in section.lines:
            assert line.text in verdict + to_do


@pytest.mark.parametrize(("shop", "facts"), COVERED)
def test_the_text_is_no_longer_than_its_subjects(decided: Any, shop: str, facts: dict[str, Any]) -> None:
    """Verdict, what was understood, remedies, money, place and last day, what else; then five lists at most."""
    decided_on, to_do = card_text(card_of(decided(shop, facts))).split("\n\n")
    assert len(decided_on.splitlines()) <= 7
    assert len(to_do.splitlines()) <= 5


def test_who_pays_where_to_and_until_when_are_told(decided: Any) -> None:
    card = card_of(decided("rma", {**FAULT, **COMPLETE, "rma_issued_on": "2025-03-04"}))
    assert "Sending it back: you pay" in _section(card, "costs")
    assert _section(card, "place") == ["Address: comes by e-mail, with the RMA number"]
    assert "where to send it" not in _section(card, "unsaid")
    assert (date(2025, 4, 3), 30) in {(day.day, day.days_left) for day in card.last_days}
    assert "30 days left, until 3 April 2025." in card_text(card)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2025-04-03", "today, 3 April 2025"),
        ("2025-04-02", "1 day left, until tomorrow, 3 April 2025"),
        ("2025-04-04", None),
    ],
)
def test_the_last_day_is_named_as_long_as_it_is_ahead(
    policies: Mapping[str, ShopPolicy], today: str, words: str | None
) -> None:
    days = {"rma_issued_on": "2025-03-04", "reported_on": "2025-03-04", "sent_back_on": "2025-04-01"}
    facts = {**FAULT, **COMPLETE, **{day: value for day, value in days.items() if value <= today}}
    decision = decide(read_request(policies, {"shop": "rma", "today": today, "facts": facts, "order": _order()}))
    shown = card_text(card_of(decision))
    assert (words in shown) if words else "3 April 2025" not in shown


def test_the_card_as_data_carries_the_words_for_counting_the_days(decided: Any) -> None:
    sent = card_of(decided("rma", {**FAULT, **COMPLETE, "rma_issued_on": "2025-03-04"})).to_json()
    (day,) = [day for day in sent["last_days"] if day["day"] == "2025-04-03"]
    assert day["days_left"] == 30
    assert day["ahead"] == "{left} days left, until 3 April 2025"
    assert day["over"] == "was 3 April 2025"
    assert json.loads(json.dumps(sent)) == sent


def test_a_cancellation_tells_the_refund_and_no_postage(decided: Any) -> None:
    card = card_of(decided("saferexpert", {"problem": "cancel"}, **UNSENT))
    assert card.verdict == "Yes, this order can be cancelled."
    assert _section(card, "costs") == ["Refund: 57.90 EUR (1 x 53.00 + 4.90)"]
    assert [section.kind for section in card.sections] == ["why", "costs"]


def test_a_refusal_hides_what_no_longer_matters_and_names_the_nearest_yes(decided: Any) -> None:
    card = card_of(decided("qualir", {**FAULT, **UNTOUCHED, "opened_body": True}))
    assert card.verdict == "I am sorry, the policy does not cover this."
    assert [section.kind for section in card.sections] == ["why", "understood", "offers", "nearest_yes"]
    assert card.last_days == ()
    told = "It would have been covered if this had not happened: the housing was opened for a repair."
    assert _section(card, "nearest_yes") == [told]


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
    assert "no later than 10 December 2024" in card_text(card_of(decision))


def test_no_day_is_told_that_the_policy_does_not_name(decided: Any) -> None:
    # R-10 says "immediately", and G-16 "when the problem first occurs".
    unused = {"problem": "change_of_mind", "unused": True, **COMPLETE}
    assert card_of(decided("rma", unused)).last_days == ()
    late = {**FAULT, **UNTOUCHED, "modified_parts": False, "kept_using_and_worsened": False, "dead_on_arrival": False}
    last_year = {
        "placed_on": "2024-05-01",
        "produced_on": None,
        "shipped_on": "2024-05-02",
        "delivered_on": "2024-05-03",
    }
    decision = decided("guarantee", {**late, "first_noticed_on": "2024-08-01"}, **last_year)
    assert (decision.status, decision.nearest_yes) == ("not_eligible", ())


def test_what_the_shop_promises_is_told(decided: Any) -> None:
    # G-04
    told = _section(
        card_of(decided("guarantee", {"problem": "damaged_in_transit", "reported_on": "2025-02-20"})), "promises"
    )
    assert "the shop answers within 48 hours" in told


def test_last_days_are_those_of_this_problem(decided: Any) -> None:
    # H-06 speaks of faults from manufacture, not of what arrives damaged.
    broken = decided("highvalue", {"problem": "damaged_in_transit"})
    assert [deadline.what for deadline in broken.deadlines] == ["arrival"]


def test_the_shop_s_address_is_told_where_one_has_to_write(decided: Any) -> None:
    # S-10, S-32
    change = card_of(decided("saferexpert", COVERED[-1][1]))
    assert "apply for the return by e-mail to supports@saferexpert.com" in _section(change, "steps")
    late = card_of(decided("saferexpert", {"problem": "refund_late", "arrived_back_on": "2025-02-10"}))
    assert _section(late, "steps")[-1] == "only then write to supports@saferexpert.com"


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
    assert set(_section(card_of(decision), "offers")) == {offers[code] for code in decision.lists["offers"]}


def test_what_is_in_the_way_is_named_first_and_with_its_clause(decided: Any) -> None:
    card = card_of(decided("qualir", {"problem": "wrong_item"}, open_dispute=True))
    assert (card.status, card.verdict) == ("blocked", "This is covered, but something has to be cleared up first.")
    first = card.sections[0]
    assert first.kind == "in_the_way"
    assert [line.clauses for line in first.lines] == [("Q-36",)]
    assert "What is in the way: the payment dispute or chargeback is still open. (Q-36)" in card_text(card)


def test_what_the_policy_leaves_open_is_said_so_with_the_shop(decided: Any) -> None:
    card = card_of(decided("guarantee", {"problem": "change_of_mind"}))
    assert card.verdict.startswith("The policy of Guarantee does not settle this (you changed your mind)")
    assert card.status == "needs_human"


def test_several_remedies_tell_who_chooses(decided: Any) -> None:
    assert "You can choose:" in card_text(card_of(decided("highvalue", FAULT)))
    assert "You get, as the shop decides:" in card_text(card_of(decided("qualir", {**FAULT, **UNTOUCHED})))


def test_an_unknown_warehouse_leaves_no_gap(decided: Any) -> None:
    told = {**FAULT, **UNTOUCHED, "modified_parts": False, "kept_using_and_worsened": False}
    shown = card_text(card_of(decided("guarantee", told, warehouse=None)))
    assert "Send it to: the warehouse it came from. (G-" in shown
    assert "()" not in shown
    assert "None" not in shown


@pytest.mark.parametrize(("shop", "facts"), COVERED)
def test_a_last_day_is_named_in_the_policys_words(decided: Any, shop: str, facts: dict[str, Any]) -> None:
    decision = decided(shop, facts)
    words = {window.words for window in decision.request.policy.windows.values()}
    assert {day.about for day in card_of(decision).last_days} <= words


def test_only_what_the_policy_lets_the_customer_choose_is_a_choice(decided: Any) -> None:
    """H-07 leaves replacement or refund to the customer; upgrades and parts are help of customer service (H-11)."""
    card = card_of(decided("highvalue", {"problem": "defective", "cause": "manufacturing"}))
    assert set(_section(card, "remedies")) == {"a replacement", "a refund"}
    assert {"a spare part", "a system upgrade"} <= set(_section(card, "offers"))


def test_what_the_customer_told_is_repeated_once(decided: Any) -> None:
    told = {**FAULT, **UNTOUCHED, "opened_body": True, "first_noticed_on": "2025-03-01", "wants": "refund"}
    card = card_of(decided("qualir", told))
    assert set(_section(card, "understood")) == {
        "it is faulty or stopped working",
        "a fault in the product itself",
        "the firmware was not flashed",
        "the housing was opened for a repair",
        "it was used in the usual way",
        "the day you first noticed it was 1 March 2025",
    }
    assert card_text(card).count("As I understood you (tell me if any of it is wrong): ") == 1


def test_what_is_not_known_is_not_repeated(decided: Any) -> None:
    told = {"problem": "damaged_in_transit", "cause": "not_known", "reported_on": "2025-02-20"}
    card = card_of(decided("guarantee", told))
    assert _section(card, "understood") == ["it arrived damaged"]


def test_nothing_is_repeated_where_the_request_says_it_all_or_a_person_decides(decided: Any) -> None:
    assert _section(card_of(decided("saferexpert", {"problem": "cancel"}, **UNSENT)), "understood") == []
    silent = decided("guarantee", {"problem": "change_of_mind"})
    assert silent.status == "needs_human"
    assert _section(card_of(silent), "understood") == []


def test_every_fact_that_is_no_yes_has_words_for_it(policies: Mapping[str, ShopPolicy]) -> None:
    facts = policies["qualir"].vocabulary.facts.values()
    assert [fact.name for fact in facts if is_customers(fact) and fact.type == "yes_no" and not fact.words_if_not] == []
