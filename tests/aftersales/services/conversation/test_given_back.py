"""Given back by a person, the assistant takes up the conversation where it was: the request and its question."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import agents, transcript
from aftersales.records.database import reading, writing
from aftersales.records.tables import Order
from aftersales.services.bootstrap import Premises
from aftersales.services.desk import passing_on

PutOrder = Callable[..., Order]


@pytest.fixture
def give_back(customer: Any, sqlite: Engine) -> Callable[[], None]:
    """An agent takes the conversation and gives it back."""
    premises = Premises(customer.settings, customer.policies, sqlite)
    with writing(sqlite) as session:
        agents.add(session, "mia", "Mia", "hash", customer.now)

    def act() -> None:
        passing_on.take(premises, customer.conversation_id, "mia")
        passing_on.give_back(premises, customer.conversation_id, "mia")

    return act


def last_lines(engine: Engine, count: int) -> list[str]:
    with reading(engine) as session:
        return [line.text for line in transcript.read(session, "c1")][-count:]


def test_the_question_on_the_table_is_asked_again_and_its_answer_counts(
    customer: Any, an_order: PutOrder, sqlite: Engine, give_back: Callable[[], None]
) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    asked = customer.asked
    customer.says("a human please", "hand_off")
    assert (customer.asked, customer.statuses) == ({}, {"claim_warranty": "handed_over"})
    give_back()
    assert customer.asked == asked
    assert customer.statuses["claim_warranty"] in ("open", "decided")
    assert "handed this back to me" in last_lines(sqlite, 2)[0]
    known = set(customer.facts)
    customer.says("1")
    assert set(customer.facts) - known, "the answer is taken for what was asked"


def test_what_only_a_person_can_decide_stays_with_the_person(
    customer: Any, an_order: PutOrder, sqlite: Engine, give_back: Callable[[], None]
) -> None:
    customer.says("I do not like it", "return_item")
    customer.identified(an_order("guarantee", "QA-10234"))
    give_back()
    assert customer.statuses == {"return_item": "handed_over"}
    assert customer.asked["kind"] == "flow"


def test_a_request_that_waited_is_taken_up_at_once(
    customer: Any, an_order: PutOrder, sqlite: Engine, give_back: Callable[[], None]
) -> None:
    customer.says("I do not like it", "return_item")
    customer.says("and another refund of mine is late", "refund_status", facts={"problem": "refund_late"})
    customer.identified(an_order("guarantee", "QA-10234"))
    assert customer.statuses == {"return_item": "handed_over", "refund_status": "queued"}
    give_back()
    assert customer.statuses["refund_status"] == "handed_over"
    with reading(sqlite) as session:
        lines = transcript.read(session, "c1")
    (back,) = [place for place, line in enumerate(lines) if "handed this back to me" in line.text]
    following, decided, handed_over = lines[back + 1 : back + 4]
    assert "refund" in following.text
    assert decided.card is not None, "a decision is a card, whoever had the conversation before"
    assert "does not settle this" in decided.text
    assert "H-00002" in handed_over.text


def test_while_a_person_has_it_the_assistant_neither_answers_nor_acts(
    customer: Any, an_order: PutOrder, sqlite: Engine
) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    customer.says("a human please", "hand_off")
    known = set(customer.facts)
    assert customer.says("no", "deny", facts={"cause": "accident"}).names == ["handed_over_again"]
    assert set(customer.facts) == known
