"""Conversations: starting once, whose order, counting under many threads."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.errors import UnknownConversation
from aftersales.records import conversations, orders, transcript
from aftersales.records.database import reading, writing
from aftersales.records.tables import Order


def test_a_conversation_starts_once_under_many_threads(
    engine: Engine, now: datetime, together: Callable[..., list[Any]]
) -> None:
    def start(_: int) -> str:
        with writing(engine) as session:
            return conversations.get_or_start(session, "new", now).owner

    assert together(start, 10) == ["bot"] * 10


@pytest.mark.parametrize(("author", "hours"), [("customer", 2), ("assistant", 0), ("agent", 0), ("system", 0)])
def test_a_customer_is_last_seen_with_their_last_line(
    engine: Engine, conversation: str, now: datetime, author: str, hours: int
) -> None:
    with writing(engine) as session:
        transcript.append(session, conversation, author, "Hello?", now + timedelta(hours=2))
    with reading(engine) as session:
        found = conversations.get(session, conversation)
        assert (found.started_at, found.last_seen_at) == (now, now + timedelta(hours=hours))


def test_a_line_sent_again_is_no_new_visit(engine: Engine, conversation: str, now: datetime) -> None:
    for hours in (1, 2):
        with writing(engine) as session:
            moment = now + timedelta(hours=hours)
            transcript.append(session, conversation, "customer", "Hello?", moment, client_id="m1")
    with reading(engine) as session:
        assert conversations.get(session, conversation).last_seen_at == now + timedelta(hours=1)


def test_failed_lookups_are_counted_one_by_one(
    engine: Engine, conversation: str, together: Callable[..., list[Any]]
) -> None:
    def fail(_: int) -> int:
        with writing(engine) as session:
            return conversations.count_failed_lookup(session, conversations.get(session, conversation))

    assert sorted(together(fail, 8)) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_identifying_an_order_of_ones_own_forgives_no_failed_lookup(
    engine: Engine, conversation: str, order: Order
) -> None:
    with writing(engine) as session:
        found = conversations.get(session, conversation)
        conversations.count_failed_lookup(session, found)
        conversations.identify(session, found, orders.get(session, order.id))
        assert (found.order_id, found.shop, found.failed_lookups) == (order.id, "qualir", 1)
        conversations.forget_order(session, found)
        assert found.order_id is None


def test_counting_keeps_what_else_was_changed(engine: Engine, conversation: str) -> None:
    with writing(engine) as session:
        found = conversations.get(session, conversation)
        found.asked = {"fact": "opened_body"}
        assert conversations.count_misunderstood(session, found) == 1
    with reading(engine) as session:
        assert conversations.get(session, conversation).asked == {"fact": "opened_body"}


def test_an_unknown_conversation_is_a_fault(engine: Engine) -> None:
    with reading(engine) as session, pytest.raises(UnknownConversation, match="'nobody'"):
        conversations.get(session, "nobody")
    with writing(engine) as session, pytest.raises(UnknownConversation):
        conversations.lock(session, "nobody")
