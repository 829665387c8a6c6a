"""The outbox: each event once, each try by one sender only, and how it went."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from aftersales.records import outbox
from aftersales.records.database import reading, writing
from aftersales.records.tables import OutboxItem

MINUTE = timedelta(minutes=1)


def mail(now: datetime, event_id: str = "claim.opened:C-1", **columns: Any) -> OutboxItem:
    usual = {
        "kind": "mail",
        "topic": "claim.opened",
        "event_id": event_id,
        "shop": "rma",
        "recipient": "anna.keller@example.com",
        "payload": {"subject": "Your claim", "text": "It is open."},
        "created_at": now,
        "next_try_at": now,
    }
    return OutboxItem(**{**usual, **columns})


@pytest.fixture
def item(engine: Engine, now: datetime) -> OutboxItem:
    with writing(engine) as session:
        return outbox.add(session, mail(now))


def stored(engine: Engine) -> OutboxItem:
    with reading(engine) as session:
        (only,) = outbox.list_items(session)
        return only


def test_an_event_is_put_in_once(engine: Engine, item: OutboxItem, now: datetime) -> None:
    with writing(engine) as session:
        again = outbox.add(session, mail(now, payload={"subject": "Other", "text": "words"}))
        webhook = outbox.add(session, mail(now, kind="webhook", recipient=None))
    assert (again.id, again.payload["subject"]) == (item.id, "Your claim")
    assert webhook.id != item.id


def test_the_database_itself_keeps_events_single(engine: Engine, item: OutboxItem, now: datetime) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(mail(now))


@pytest.mark.parametrize(
    "columns", [{"recipient": None}, {"state": "sent"}, {"state": "lost"}, {"kind": "pigeon"}, {"attempts": -1}]
)
def test_the_database_refuses_what_makes_no_sense(engine: Engine, now: datetime, columns: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(mail(now, **columns))


def test_what_is_put_in_goes_with_its_transaction(engine: Engine, now: datetime) -> None:
    def fail_after_adding() -> None:
        with writing(engine) as session:
            outbox.add(session, mail(now))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_adding()
    with reading(engine) as session:
        assert outbox.list_items(session) == []


def test_what_is_due_comes_the_longest_due_first_and_of_the_kinds_asked_for(engine: Engine, now: datetime) -> None:
    with writing(engine) as session:
        outbox.add(session, mail(now, "later", next_try_at=now + MINUTE))
        outbox.add(session, mail(now, "second"))
        outbox.add(session, mail(now, "first", next_try_at=now - MINUTE))
        outbox.add(session, mail(now, "hook", kind="webhook", recipient=None))
        assert [each.event_id for each in outbox.due(session, ("mail",), now, 10)] == ["first", "second"]
        assert [each.event_id for each in outbox.due(session, ("mail", "webhook"), now, 1)] == ["first"]
        assert outbox.due(session, (), now, 10) == []


def test_one_of_many_senders_gets_an_item(
    engine: Engine, item: OutboxItem, now: datetime, together: Callable[..., list[Any]]
) -> None:
    def take(_: int) -> bool:
        with writing(engine) as session:
            seen = mail(now)
            seen.id, seen.attempts = item.id, 0
            return outbox.take(session, seen, now + MINUTE)

    assert sorted(together(take, 10)) == [False] * 9 + [True]
    assert (stored(engine).attempts, stored(engine).next_try_at) == (1, now + MINUTE)
    with reading(engine) as session:
        assert outbox.due(session, ("mail",), now, 10) == [], "nobody else sees it while it is being tried"


def test_a_sender_that_was_too_slow_cannot_note_anything(engine: Engine, item: OutboxItem, now: datetime) -> None:
    with writing(engine) as session:
        slow = outbox.get(session, item.id)
        assert slow is not None
        assert outbox.take(session, slow, now + MINUTE)
    with writing(engine) as session:
        (next_one,) = outbox.due(session, ("mail",), now + MINUTE, 10)
        assert outbox.take(session, next_one, now + 2 * MINUTE)
    with writing(engine) as session:
        assert not outbox.mark_sent(session, slow, now)
        assert not outbox.give_up(session, slow, "too slow")
    assert (stored(engine).state, stored(engine).attempts) == ("waiting", 2)


def test_how_it_went_is_noted(engine: Engine, item: OutboxItem, now: datetime) -> None:
    with writing(engine) as session:
        assert outbox.put_off(session, item, now + MINUTE, "451 try later")
    assert (stored(engine).state, stored(engine).last_error) == ("waiting", "451 try later")
    with writing(engine) as session:
        assert outbox.mark_sent(session, item, now)
        assert not outbox.give_up(session, item, "it is sent already")
    assert (stored(engine).state, stored(engine).sent_at, stored(engine).last_error) == ("sent", now, None)


def test_what_is_given_up_is_tried_no_more(engine: Engine, item: OutboxItem, now: datetime) -> None:
    with writing(engine) as session:
        assert outbox.give_up(session, item, "550 no such user")
        assert outbox.due(session, ("mail",), now + MINUTE, 10) == []
        assert outbox.counts(session) == {("mail", "failed"): 1}


def test_only_what_was_sent_before_is_forgotten(engine: Engine, now: datetime) -> None:
    with writing(engine) as session:
        outbox.mark_sent(session, outbox.add(session, mail(now, "old")), now - MINUTE)
        outbox.mark_sent(session, outbox.add(session, mail(now, "new")), now)
        outbox.give_up(session, outbox.add(session, mail(now - MINUTE, "failed")), "550")
        assert outbox.forget_sent(session, now) == 1
        assert {each.event_id for each in outbox.list_items(session)} == {"new", "failed"}
