"""The names of the products that shops have sold, for understanding customers who name them."""

from __future__ import annotations

from aftersales.errors import DatabaseUnavailable
from aftersales.records import orders
from aftersales.records.database import open_engine, reading
from aftersales.settings import Settings


def product_names(settings: Settings) -> list[str]:
    """Every product's name once, in alphabetical order; none as long as the database has no tables."""
    try:
        with reading(open_engine(settings.database_url, settings.database_timeout_seconds)) as session:
            return orders.product_names(session)
    except DatabaseUnavailable:
        return []
