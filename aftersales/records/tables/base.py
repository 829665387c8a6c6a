"""What every table shares: the declarative base, names of constraints, and checks written once."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, MetaData, text
from sqlalchemy.orm import registry

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

ledger = registry(metadata=MetaData(naming_convention=_NAMES))
"""Where every table is registered, by the decorator `@ledger.mapped`."""


class Base:
    """The class every table derives from; keyword arguments of its constructor are columns."""

    metadata = ledger.metadata

    def __init__(self, **columns: Any) -> None:
        ledger.constructor(self, **columns)


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """A check that a column holds one of the values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def unique_where(name: str, *columns: Column, condition: str) -> Index:
    """A unique index over the rows that meet the condition, on SQLite and on PostgreSQL."""
    return Index(name, *columns, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))
