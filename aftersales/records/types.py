"""Column types that mean the same on SQLite and on PostgreSQL."""

import re
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, DateTime, Numeric, Text
from sqlalchemy.types import TypeDecorator

Json = JSON(none_as_null=True)
"""A JSON document; None is SQL's NULL."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Money(TypeDecorator):  # type: ignore[misc]  # SQLAlchemy 1.4 is untyped
    """An exact amount: Numeric on PostgreSQL, its digits as text on SQLite, Decimal in Python."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        """Choose the column type; SQLite's own NUMERIC would turn amounts into floats."""
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> Decimal | str | None:
        """Hand over the amount; anything but a Decimal raises TypeError."""
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError(f"money must be a Decimal, not {value!r}")
        return value if dialect.name == "postgresql" else format(value, "f")

    def process_result_value(self, value: Decimal | str | None, dialect: Any) -> Decimal | None:
        """Give the amount with the digits it was stored with."""
        return None if value is None else Decimal(value)


class Moment(TypeDecorator):  # type: ignore[misc]  # SQLAlchemy 1.4 is untyped
    """A point in time, always aware and in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn the moment into UTC; one without a time zone raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the moment {value} needs a time zone")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give the moment in UTC; SQLite stores it without saying so."""
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


class Words(TypeDecorator):  # type: ignore[misc]  # SQLAlchemy 1.4 is untyped
    """Text somebody typed; what no database can hold (NUL, lone surrogates) becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Replace what cannot be stored."""
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)
