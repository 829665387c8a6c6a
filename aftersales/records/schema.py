"""Bringing the database's tables to the newest revision of migrations/."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from aftersales.records.database import told_plainly
from aftersales.settings import PROJECT_ROOT

MIGRATIONS = PROJECT_ROOT / "migrations"


def upgrade(engine: Engine) -> str:
    """Apply the revisions that are missing, all or none; gives the revision the tables are at.

    Raises DatabaseUnavailable where the database cannot be reached.
    """
    with told_plainly(), engine.begin() as connection:
        command.upgrade(settings_for(connection), "head")
        return _revision(connection) or ""


def is_current(engine: Engine) -> bool:
    """Whether the tables are at the newest revision."""
    with told_plainly(), engine.connect() as connection:
        newest = ScriptDirectory.from_config(settings_for(connection)).get_current_head()
        return _revision(connection) == newest


def settings_for(connection: Connection) -> Config:
    """Alembic's settings for a connection that is open already."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
