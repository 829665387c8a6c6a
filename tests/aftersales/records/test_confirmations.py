"""Single-use confirmations: exactly one of many takers wins, and only in time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from aftersales.records import confirmations, operations, orders
from aftersales.records.database import reading, writing
from aftersales.records.tables import Case, Confirmation, Order

HALF_AN_HOUR = timedelta(minutes=30)


def prepare(engine: Engine, case: Case, now: datetime, operation: str = "cancel_order") -> Confirmation:
    with writing(engine) as session:
        return confirmations.prepare(session, case, operation, {"version": 1}, "Cancel it?", now, HALF_AN_HOUR)


def test_twenty_threads_spend_a_token_once(
    engine: Engine, case: Case, now: datetime, together: Callable[..., list[Any]]
) -> None:
    token = prepare(engine, case, now).token

    def consume(_: int) -> bool:
        with writing(engine) as session:
            return confirmations.consume(session, token, now)

    assert sorted(together(consume, 20)) == [False] * 19 + [True]


def test_twenty_confirmed_cancellations_leave_one_row_for_all_to_read(
    engine: Engine, case: Case, order: Order, now: datetime, together: Callable[..., list[Any]]
) -> None:
    token = prepare(engine, case, now).token

    def confirm(caller: int) -> int:
        with writing(engine) as session:
            if confirmations.consume(session, token, now) and orders.cancel(session, order.id, version=1):
                confirmation = confirmations.get(session, token)
                operations.record(session, confirmation, order.id, {"caller": caller}, now)
            done = operations.done_on(session, token)
            return done.result["caller"]

    assert len(set(together(confirm, 20))) == 1
    with reading(engine) as session:
        assert operations.cancellation_of(session, order.id).confirmation == token


def test_a_token_works_until_it_expires_and_not_then(engine: Engine, case: Case, now: datetime) -> None:
    token = prepare(engine, case, now).token
    with writing(engine) as session:
        assert not confirmations.consume(session, token, now + HALF_AN_HOUR)
        assert confirmations.consume(session, token, now + HALF_AN_HOUR - timedelta(seconds=1))


def test_a_token_is_not_spent_when_the_work_fails(engine: Engine, case: Case, now: datetime) -> None:
    token = prepare(engine, case, now).token

    def fail_after_consuming() -> None:
        with writing(engine) as session:
            assert confirmations.consume(session, token, now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_consuming()
    with writing(engine) as session:
        assert confirmations.consume(session, token, now)


def test_a_newer_summary_replaces_the_older(engine: Engine, case: Case, now: datetime) -> None:
    older, newer = prepare(engine, case, now), prepare(engine, case, now)
    with writing(engine) as session:
        assert confirmations.waiting(session, case).token == newer.token
        assert not confirmations.consume(session, older.token, now)
        assert confirmations.consume(session, newer.token, now)
        assert confirmations.waiting(session, case) is None


def test_tokens_have_128_bits_and_the_summary_is_kept_as_a_hash(engine: Engine, case: Case, now: datetime) -> None:
    confirmation = prepare(engine, case, now)
    assert len(confirmation.token) >= 22
    assert confirmation.shown_hash == confirmations.hash_of("Cancel it?")


def test_an_unknown_token_is_nobodys(engine: Engine, case: Case, now: datetime) -> None:
    with writing(engine) as session:
        assert not confirmations.consume(session, "x" * 22, now)
        assert confirmations.get(session, "x" * 22) is None


def test_an_order_is_cancelled_by_one_operation_only(engine: Engine, case: Case, order: Order, now: datetime) -> None:
    first = prepare(engine, case, now)
    with writing(engine) as session:
        confirmations.consume(session, first.token, now)
        operations.record(session, first, order.id, {}, now)
    second = prepare(engine, case, now)
    with pytest.raises(IntegrityError), writing(engine) as session:
        operations.record(session, second, order.id, {}, now)


def test_an_operation_on_a_claim_names_the_claim(engine: Engine, case: Case, order: Order, now: datetime) -> None:
    opening = prepare(engine, case, now, "open_claim")
    with pytest.raises(IntegrityError), writing(engine) as session:
        operations.record(session, opening, order.id, {}, now)
