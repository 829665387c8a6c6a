"""Handing a conversation to a person: one place in the queue, one taker."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from aftersales.records import audit, conversations, handoffs
from aftersales.records.database import reading, writing
from aftersales.records.tables import Handoff


def test_a_conversation_waits_in_the_queue_once(
    engine: Engine, conversation: str, now: datetime, together: Callable[..., list[Any]]
) -> None:
    def hand_over(turn: int) -> int:
        with writing(engine) as session:
            return handoffs.hand_over(session, conversation, "asked for a person", {"turn": turn}, now).id

    assert len(set(together(hand_over, 10))) == 1
    with reading(engine) as session:
        assert len(handoffs.queue(session)) == 1
        assert conversations.get(session, conversation).owner == "waiting"


def test_the_database_itself_keeps_the_queue_free_of_doubles(engine: Engine, conversation: str, now: datetime) -> None:
    doubles = [Handoff(conversation_id=conversation, reason="x", summary={}, opened_at=now) for _ in range(2)]
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add_all(doubles)


def test_one_of_many_takes_a_handoff(
    engine: Engine, conversation: str, now: datetime, together: Callable[..., list[Any]]
) -> None:
    with writing(engine) as session:
        handoffs.hand_over(session, conversation, "asked for a person", {}, now)

    def take(_: int) -> bool:
        with writing(engine) as session:
            return handoffs.take(session, handoffs.live(session, conversation))

    assert sorted(together(take, 10)) == [False] * 9 + [True]
    with reading(engine) as session:
        assert handoffs.queue(session) == []
        assert conversations.get(session, conversation).owner == "agent"


def test_a_closed_handoff_gives_the_conversation_back(engine: Engine, conversation: str, now: datetime) -> None:
    with writing(engine) as session:
        first = handoffs.hand_over(session, conversation, "silent", {}, now)
        assert not handoffs.close(session, first, now), "nobody has taken it"
        assert handoffs.take(session, first)
        assert handoffs.close(session, first, now)
        assert not handoffs.close(session, first, now)
        assert handoffs.live(session, conversation) is None
        assert conversations.get(session, conversation).owner == "bot"
        assert handoffs.hand_over(session, conversation, "conflict", {}, now).id != first.id


def test_the_audit_trail_tells_who_did_what(engine: Engine, now: datetime) -> None:
    with writing(engine) as session:
        audit.record(session, "customer", "cancel_order", "order:1", now, {"token": "t"})
        audit.record(session, "customer", "cancel_order", "order:2", now)
    with reading(engine) as session:
        (entry,) = audit.about(session, "order:1")
    assert (entry.at, entry.actor, entry.action, entry.detail) == (
        now,
        "customer",
        "cancel_order",
        {"token": "t"},
    )
