"""The migrated tables are the declared ones, on both databases."""

from collections.abc import Callable

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

from aftersales.errors import DatabaseUnavailable
from aftersales.records import schema
from aftersales.records.database import open_engine, reading
from aftersales.records.orders import list_orders
from aftersales.records.tables import Base

POSTGRESQL_RULES = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE '%alembic%'
    UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""


def test_the_migrated_tables_have_the_declared_columns_and_indexes(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_checks_and_partial_indexes_are_the_declared_ones_on_sqlite(sqlite: Engine) -> None:
    declared = open_engine("sqlite://")
    Base.metadata.create_all(declared)
    assert _read(sqlite, _sqlite_rules) == _read(declared, _sqlite_rules)


def test_checks_and_partial_indexes_are_the_declared_ones_on_postgresql(postgresql: Engine) -> None:
    migrated = _read(postgresql, _postgresql_rules)
    with postgresql.connect() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        Base.metadata.create_all(connection)
        declared = _postgresql_rules(connection)
        connection.rollback()
    assert migrated == declared


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    assert schema.is_current(engine)
    assert schema.upgrade(engine) == schema.upgrade(engine)


def test_downgrading_leaves_nothing_behind(sqlite: Engine) -> None:
    with sqlite.begin() as connection:
        settings = schema.settings_for(connection)
        command.downgrade(settings, "base")
    assert inspect(sqlite).get_table_names() == ["alembic_version"]


def test_a_failing_upgrade_leaves_no_table() -> None:
    engine = open_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE claims (in_the_way INTEGER)"))
    with pytest.raises(DatabaseUnavailable, match="claims already exists"):
        schema.upgrade(engine)
    assert inspect(engine).get_table_names() == ["claims"]


def test_missing_tables_are_said_with_the_mend() -> None:
    with (
        pytest.raises(DatabaseUnavailable, match="aftersales db upgrade"),
        reading(open_engine("sqlite://")) as session,
    ):
        list_orders(session)


def _read(engine: Engine, rules: Callable[[Connection], list[str]]) -> list[str]:
    with engine.connect() as connection:
        return rules(connection)


def _postgresql_rules(connection: Connection) -> list[str]:
    return sorted(" | ".join(row) for row in connection.execute(text(POSTGRESQL_RULES)))


def _sqlite_rules(connection: Connection) -> list[str]:
    rules: list[str] = []
    tables = inspect(connection)
    for table in Base.metadata.tables:
        for check in tables.get_check_constraints(table):
            rules.append(f"{table} {check['name']} {check['sqltext']}")
    indexes = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    rules.extend(" ".join(row[0].split()) for row in connection.execute(text(indexes)))
    return sorted(rules)
