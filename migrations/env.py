"""How Alembic reaches the ledger: on the caller's connection, else on the database of the settings."""

from alembic import context
from sqlalchemy.engine import Connection

from aftersales.records.database import open_engine
from aftersales.records.tables import Base
from aftersales.settings import Settings


def migrate(connection: Connection) -> None:
    # SQLite too can undo a half-made change of its tables, whatever Alembic believes.
    context.configure(connection=connection, target_metadata=Base.metadata, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    settings = Settings.from_environment()
    with open_engine(settings.database_url, settings.database_timeout_seconds).begin() as connection:
        migrate(connection)
