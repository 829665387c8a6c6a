"""Whether the ledger can be used: no when it is away, held by somebody else, or without its tables."""

from contextlib import closing

from sqlalchemy import text
from sqlalchemy.engine import Engine

from aftersales.records.database import open_engine
from aftersales.services.ledger_health import is_ledger_ready


def test_a_migrated_ledger_is_ready(engine: Engine) -> None:
    assert is_ledger_ready(engine)


def test_a_database_that_is_away_is_not_ready() -> None:
    assert not is_ledger_ready(open_engine("postgresql://ledger@127.0.0.1:1/ledger", 1))


def test_a_database_without_tables_is_not_ready() -> None:
    assert not is_ledger_ready(open_engine("sqlite://"))


def test_a_ledger_that_somebody_else_holds_is_not_ready(sqlite: Engine) -> None:
    impatient = open_engine(str(sqlite.url), 0.2)
    with closing(sqlite.raw_connection()) as held:
        held.execute("BEGIN EXCLUSIVE")
        assert not is_ledger_ready(impatient)
        held.execute("ROLLBACK")
    assert is_ledger_ready(impatient)
    impatient.dispose()


def test_a_server_that_was_restarted_is_ready_again(postgresql: Engine) -> None:
    assert is_ledger_ready(postgresql)
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    with open_engine(str(postgresql.url)).connect() as operator:
        operator.execute(text(others))
    assert is_ledger_ready(postgresql)
