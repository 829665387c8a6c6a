"""News of conversations: who waits for a person, what a person answered, the transcript on request."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.errors import UnknownConversation, UnknownOrder
from aftersales.records import conversations, handoffs, outbox, transcript
from aftersales.records.database import reading, writing
from aftersales.records.tables import Order, OutboxItem
from aftersales.services.news.conversations import handover_requested, person_answered, transcript_wanted

CUSTOMER = "anna.keller@example.com"


def items(engine: Engine) -> list[OutboxItem]:
    with reading(engine) as session:
        return outbox.list_items(session)[::-1]


@pytest.fixture
def order(desk: Any) -> Order:
    return desk.order("rma")


@pytest.fixture
def talk(desk: Any, order: Order) -> str:
    """A conversation about the order, with one line of its customer."""
    with writing(desk.engine) as session:
        conversation = conversations.get_or_start(session, "c1", desk.now)
        conversations.identify(session, conversation, order)
        transcript.append(session, "c1", "customer", "Where is my RMA number?", desk.now)
    return "c1"


def answer(desk: Any, text: str, email: str | None = None) -> bool:
    with writing(desk.engine) as session:
        line = transcript.append(session, "c1", "agent", text, desk.now)
        return person_answered(session, line, desk.now, email)


def test_a_handover_is_told_once_without_personal_data(desk: Any, talk: str) -> None:
    for reason in ("asked_for", "objection"):
        with writing(desk.engine) as session:
            handoff = handoffs.hand_over(session, talk, reason, {"customer": {"email": CUSTOMER}}, desk.now)
            handover_requested(session, handoff, desk.now)
    (event,) = items(desk.engine)
    assert (event.kind, event.topic, event.event_id) == (
        "webhook", "handover.requested", f"handover.requested:H-{handoff.id:05d}"
    )  # fmt: skip
    assert event.payload == {
        "handover": f"H-{handoff.id:05d}", "conversation": talk, "reason": "asked_for", "order": "A-10234"
    }  # fmt: skip


def test_lines_of_a_person_that_follow_each_other_are_one_e_mail(desk: Any, talk: str) -> None:
    assert answer(desk, "It is on its way.")
    assert answer(desk, "You have it tomorrow.")
    (mail,) = items(desk.engine)
    assert (mail.topic, mail.recipient, mail.payload) == (
        "handover.answered", CUSTOMER, {"conversation": talk, "from": 2}
    )  # fmt: skip
    assert mail.next_try_at == desk.now + timedelta(minutes=1)


def test_a_line_after_the_e_mail_was_tried_is_another_e_mail(desk: Any, talk: str) -> None:
    answer(desk, "It is on its way.")
    with writing(desk.engine) as session:
        outbox.take(session, outbox.list_items(session)[0], desk.now)
    answer(desk, "It has arrived.")
    assert [item.payload["from"] for item in items(desk.engine)] == [2, 3]


def test_an_answer_goes_to_the_address_left_with_a_person(desk: Any, talk: str) -> None:
    answer(desk, "It is on its way.", "anna@work.example")
    assert [item.recipient for item in items(desk.engine)] == ["anna@work.example"]


def test_without_an_address_nothing_is_posted(desk: Any, talk: str) -> None:
    with writing(desk.engine) as session:
        conversations.forget_order(session, conversations.get(session, talk))
    assert not answer(desk, "It is on its way.")
    with pytest.raises(UnknownOrder), writing(desk.engine) as session:
        transcript_wanted(session, talk, desk.now)
    assert items(desk.engine) == []


def test_the_transcript_goes_to_the_orders_address_once_for_each_thing_said(desk: Any, talk: str) -> None:
    for _ in range(3):
        with writing(desk.engine) as session:
            transcript_wanted(session, talk, desk.now)
    with writing(desk.engine) as session:
        transcript.append(session, talk, "customer", "And now?", desk.now)
        transcript_wanted(session, talk, desk.now)
    assert [(item.recipient, item.payload["upto"]) for item in items(desk.engine)] == [(CUSTOMER, 1), (CUSTOMER, 2)]


def test_an_unknown_conversation_has_no_transcript(desk: Any) -> None:
    with pytest.raises(UnknownConversation), writing(desk.engine) as session:
        transcript_wanted(session, "nobody", desk.now)
