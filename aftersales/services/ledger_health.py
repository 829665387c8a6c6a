"""Whether the ledger can be used."""

from sqlalchemy.engine import Engine

from aftersales.errors import DatabaseUnavailable
from aftersales.records import schema
from aftersales.records.database import writing


def is_ledger_ready(engine: Engine) -> bool:
    """Whether the database lets itself be written to and its tables are the newest."""
    try:
        with writing(engine):
            pass
        return schema.is_current(engine)
    except DatabaseUnavailable:
        return False
