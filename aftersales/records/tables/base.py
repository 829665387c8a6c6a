"""What every table shares: the declarative base, names of constraints, and checks written once."""

from collections.abc import Iterable

from sqlalchemy import CheckConstraint, Column, Index, MetaData, text
from sqlalchemy.orm import DeclarativeMeta, registry

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_registry = registry(metadata=MetaData(naming_convention=_NAMES))


class Base(metaclass=DeclarativeMeta):  # type: ignore[metaclass]  # SQLAlchemy 1.4 is untyped
    """The class every table derives from; keyword arguments of its constructor are columns."""

    __abstract__ = True
    registry = _registry
    metadata = _registry.metadata
    __init__ = _registry.constructor


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """A check that a column holds one of the values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def unique_where(name: str, *columns: Column, condition: str) -> Index:
    """A unique index over the rows that meet the condition, on SQLite and on PostgreSQL."""
    return Index(name, *columns, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))
