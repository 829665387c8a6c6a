"""Reading and writing sessions, the column types, and the two databases' limits."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, StatementError

from aftersales.errors import DatabaseUnavailable, SettingsError
from aftersales.records import audit, orders, transcript
from aftersales.records.database import open_engine, reading, writing
from aftersales.records.tables import AuditEntry, Order, OrderLine


def test_what_is_written_is_there_for_the_next_session(engine: Engine, order: Order) -> None:
    with reading(engine) as session:
        assert orders.get(session, order.id).email == "anna.keller@example.com"


def test_nothing_is_written_when_the_work_fails_half_way(engine: Engine, order: Order, now: datetime) -> None:
    def fail_half_way() -> None:
        with writing(engine) as session:
            orders.get(session, order.id).status = "cancelled"
            audit.record(session, "customer", "cancel", "order:1", now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with reading(engine) as session:
        assert orders.get(session, order.id).status == "delivered"
        assert audit.about(session, "order:1") == []


def test_a_reading_session_cannot_write(engine: Engine, order: Order) -> None:
    with pytest.raises(DatabaseUnavailable, match=r"read-?only"), reading(engine) as session:
        session.execute(text("UPDATE orders SET status = 'cancelled'"))
    with writing(engine) as session:
        assert orders.get(session, order.id).status == "delivered"


@pytest.mark.parametrize("amount", ["0.10", "53.00", "0.30", "999999999.99", "0", "1E+3", "0.0001"])
def test_money_comes_back_exactly(engine: Engine, order: Order, amount: str) -> None:
    with writing(engine) as session:
        orders.get(session, order.id).shipping_fee = Decimal(amount)
    with reading(engine) as session:
        assert orders.get(session, order.id).shipping_fee == Decimal(amount)


def test_money_must_not_be_a_float(engine: Engine, order: Order) -> None:
    with pytest.raises(StatementError, match="must be a Decimal"), writing(engine) as session:
        orders.get(session, order.id).shipping_fee = 4.9


def test_a_moment_comes_back_in_utc(engine: Engine) -> None:
    summer = datetime(2025, 7, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    with writing(engine) as session:
        audit.record(session, "system", "test", "clock", summer)
    with reading(engine) as session:
        at = session.scalars(select(AuditEntry.at)).one()
    assert (at, at.tzinfo) == (summer, timezone.utc)


def test_a_moment_without_a_time_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="needs a time zone"), writing(engine) as session:
        audit.record(session, "system", "test", "clock", datetime(2025, 3, 4))


def test_what_no_database_can_hold_is_replaced(engine: Engine, conversation: str, now: datetime) -> None:
    with writing(engine) as session:
        transcript.append(session, conversation, "customer", "a\x00b\ud800c 😀", now)
    with reading(engine) as session:
        assert transcript.read(session, conversation)[0].text == "a\ufffdb\ufffdc 😀"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE orders SET status = 'lost'",
        "UPDATE orders SET email = 'Anna@example.com'",
        "UPDATE orders SET shipping_fee = '-0.01'",
        "UPDATE orders SET shipped_on = '2025-01-01'",
        "UPDATE orders SET shipped_on = '2025-01-05', delivered_on = '2025-01-04'",
        "UPDATE order_lines SET unit_price = '-53.00'",
        "UPDATE order_lines SET quantity = 0",
        "UPDATE order_lines SET order_id = 999",
        "UPDATE order_lines SET position = 1",
    ],
)
def test_the_database_keeps_impossible_orders_out(engine: Engine, order: Order, change: str) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(text(change.replace("'-0.01'", "-0.01").replace("'-53.00'", "-53.00")))


def test_a_shop_has_each_number_once_however_it_is_written(engine: Engine, order: Order) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(
            Order(
                shop="qualir",
                number="QA10234",
                number_key="QA10234",
                number_digits="10234",
                email="b@example.com",
                status="placed",
                currency="EUR",
            )
        )


def test_a_busy_database_is_said_after_the_timeout(tmp_path: Path, sqlite: Engine) -> None:
    hasty = open_engine(str(sqlite.url), timeout_seconds=0.1)
    with writing(sqlite) as session:
        session.execute(text("SELECT 1"))
        with pytest.raises(DatabaseUnavailable, match="locked"), writing(hasty) as other:
            other.execute(text("SELECT 1"))


def test_readers_are_not_kept_waiting_by_a_writer(sqlite: Engine) -> None:
    hasty = open_engine(str(sqlite.url), timeout_seconds=0.1)
    with writing(sqlite) as writer:
        writer.execute(text("DELETE FROM audit"))
        with reading(hasty) as session:
            assert orders.list_orders(session) == []


def test_postgresql_gives_up_on_a_slow_statement(postgresql: Engine) -> None:
    hasty = open_engine(postgresql.url.render_as_string(hide_password=False), timeout_seconds=0.1)
    with pytest.raises(DatabaseUnavailable, match="timeout"), reading(hasty) as session:
        session.execute(text("SELECT pg_sleep(5)"))


def test_a_missing_server_is_said() -> None:
    engine = open_engine("postgresql://nobody@127.0.0.1:1/none", timeout_seconds=2)
    with pytest.raises(DatabaseUnavailable, match="refused"), reading(engine) as session:
        session.execute(text("SELECT 1"))


@pytest.mark.parametrize("url", ["", "mysql://localhost/x", "not a url", "oracle://x"])
def test_other_databases_are_refused_by_name_of_the_variable(url: str) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        open_engine(url)


def test_lines_come_in_their_order(engine: Engine, order: Order) -> None:
    with reading(engine) as session:
        lines: list[OrderLine] = orders.get(session, order.id).lines
        assert [line.sku for line in lines] == ["CAM", "CAB"]


def test_writers_of_one_process_take_turns(sqlite: Engine, together: Callable[..., list[Any]], now: datetime) -> None:
    inside: list[int] = []

    def write(number: int) -> int:
        with writing(sqlite) as session:
            inside.append(number)
            audit.record(session, "system", "test", f"writer:{number}", now)
            session.flush()
            inside.remove(number)
            return len(inside)

    assert together(write, 20) == [0] * 20
    with reading(sqlite) as session:
        assert len(list(session.scalars(select(AuditEntry.subject)))) == 20


def test_a_writer_that_waits_too_long_for_its_turn_is_told(sqlite: Engine) -> None:
    hasty = open_engine(str(sqlite.url), timeout_seconds=0.1)
    with writing(hasty), pytest.raises(DatabaseUnavailable, match="locked"), writing(hasty):
        pass
    with writing(hasty) as session:
        session.execute(text("SELECT 1"))
