"""The judge finds what is wrong, and nothing in a conversation that went well."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from evaluation.customers.customer import Act, Customer
from evaluation.customers.judge import as_json, judge
from evaluation.customers.ledger import Rows
from evaluation.customers.report import transcript
from evaluation.customers.talk import Answer, Exchange, Talk
from evaluation.customers.truth import as_shown, decision_on
from tests.evaluation.customers.conftest import TODAY

CARD = "Yes, this order can be cancelled.\nAn order can be cancelled before it is sent. (S-01)"


@pytest.fixture
def customer(customers: list[Customer]) -> Customer:
    """Somebody who has cancelled an order that had only been placed."""
    placed = (each for each in customers if each.situation.order.columns["status"] == "placed")
    found = next(each for each in placed if each.situation.shop == "saferexpert" and each.situation.problem == "cancel")
    found.confirmed = True
    return found


def said(customer: Customer, answer: str, after: dict[str, Any] | None = None, **told: bool) -> Exchange:
    flags = {"line_told": False, "quantity_told": False, "problem_told": True, **told}
    return Exchange(Act("answer"), "words", Answer((answer,)), {}, after or {}, dict(customer.told), **flags)


@pytest.fixture
def talk(customer: Customer) -> Talk:
    return Talk(customer, "customer-1", [said(customer, CARD, {"kind": "confirm"}), said(customer, "Done.")])


@pytest.fixture
def rows(customer: Customer) -> Rows:
    decision = as_shown(decision_on(customer.policy, customer.situation, customer.told, TODAY))
    return Rows(
        order=SimpleNamespace(status="cancelled", lines=[SimpleNamespace(id=1, quantity=1)]),
        case=SimpleNamespace(problem="cancel", decision=decision),
        facts={},
        claims=[],
        operations=[SimpleNamespace(kind="cancel_order")],
        handoffs=[],
        cases=1,
    )


def faults(talk: Talk, rows: Rows) -> set[str]:
    return {fault.kind for fault in judge(talk, rows, TODAY).faults}


def test_a_conversation_that_went_well_has_no_fault(talk: Talk, rows: Rows) -> None:
    assert faults(talk, rows) == set()


def test_a_wrong_decision_in_the_ledger_is_found(talk: Talk, rows: Rows) -> None:
    rows.case.decision["postage"] = {"return": "shop"}
    assert faults(talk, rows) == {"wrong decision", "not the engine's"}


def test_what_was_heard_rightly_counts_though_it_was_not_meant_to_be_told(talk: Talk, rows: Rows) -> None:
    truth = talk.customer.situation.facts
    rows.facts["wants"] = as_json(truth["wants"])
    rows.case.decision = as_shown(
        decision_on(talk.customer.policy, talk.customer.situation, {"wants": truth["wants"]}, TODAY)
    )
    assert faults(talk, rows) == set()


def test_a_card_that_says_otherwise_is_found(talk: Talk, rows: Rows) -> None:
    wrong = CARD.replace("Yes, this order can be cancelled.", "I am sorry, this order can no longer be cancelled.")
    talk.exchanges[0] = said(talk.customer, wrong, {"kind": "confirm"})
    assert faults(talk, rows) == {"wrong decision"}


def test_a_card_without_a_clause_is_found(talk: Talk, rows: Rows) -> None:
    talk.exchanges[0] = said(talk.customer, CARD.replace(" (S-01)", ""), {"kind": "confirm"})
    assert faults(talk, rows) == {"no clause"}


def test_a_clause_of_another_shop_is_found(talk: Talk, rows: Rows) -> None:
    talk.exchanges[0] = said(talk.customer, CARD + " (Q-01)", {"kind": "confirm"})
    assert faults(talk, rows) == {"another shop's clause"}


def test_what_was_not_carried_out_is_found(talk: Talk, rows: Rows) -> None:
    rows.order.status = "placed"
    assert faults(talk, replace(rows, operations=[])) == {"wrong row"}


def test_what_nobody_confirmed_is_found(talk: Talk, rows: Rows) -> None:
    talk.customer.confirmed = False
    assert faults(talk, rows) == {"wrong row"}


def test_a_person_without_need_is_found(talk: Talk, rows: Rows) -> None:
    assert faults(talk, replace(rows, handoffs=[SimpleNamespace(reason="asked_for")])) == {"a person without need"}


def test_a_needless_question_is_found(talk: Talk, rows: Rows) -> None:
    talk.exchanges.insert(0, said(talk.customer, "Is it unused?", {"kind": "fact", "fact": "unused"}))
    assert faults(talk, rows) == {"asked without need"}


def test_a_question_about_what_was_said_is_found(talk: Talk, rows: Rows) -> None:
    talk.exchanges.insert(0, said(talk.customer, "What can I do for you?", {"kind": "flow"}))
    assert faults(talk, rows) == {"asked though said"}


def test_a_fact_heard_wrongly_is_found(talk: Talk, rows: Rows) -> None:
    truth = talk.customer.situation.facts["opened_body"]
    assert faults(talk, replace(rows, facts={"opened_body": not truth})) == {"heard wrongly"}


def test_a_conversation_without_end_is_found(talk: Talk, rows: Rows) -> None:
    talk.exchanges.append(said(talk.customer, "Shall I?", {"kind": "confirm"}))
    assert faults(talk, rows) == {"no end"}


def test_a_failure_reads_as_a_conversation(talk: Talk, rows: Rows) -> None:
    rows.case.decision["status"] = "not_eligible"
    judged = SimpleNamespace(talk=talk, verdict=judge(talk, rows, TODAY))
    read = transcript(judged)
    assert "> words" in read
    assert "FAULT wrong decision: not_eligible, the engine says eligible" in read
