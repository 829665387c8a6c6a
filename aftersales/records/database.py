"""The engine, and the two ways into the ledger: reading and writing."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InternalError,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool, StaticPool

from aftersales.errors import DatabaseUnavailable, SettingsError

DEFAULT_TIMEOUT_SECONDS = 4.0


def open_engine(url: str, timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS) -> Engine:
    """Open the database at an SQLAlchemy URL, SQLite or PostgreSQL.

    A statement or a lock that takes longer than timeout_seconds fails. A URL of another kind raises
    SettingsError. The folder of an SQLite file is made when missing; nothing is connected yet.
    """
    try:
        backend = make_url(url).get_backend_name()
        if backend == "sqlite":
            return _sqlite(url, timeout_seconds)
        if backend == "postgresql":
            return _postgresql(url, timeout_seconds)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as fault:
        raise SettingsError(f"it cannot be used: {fault}", "DATABASE_URL", _URL_MEND) from fault
    raise SettingsError(f"{backend} is not supported", "DATABASE_URL", _URL_MEND)


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session on one consistent picture of the ledger; whatever tries to write in it fails."""
    with _session(engine.execution_options(reading=True, **_readonly(engine))) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session whose changes are committed together at the end, or not at all when anything fails.

    A change is written before the next query. SQLAlchemy knows a query as one of the ledger only by the columns it
    selects: count(Message.id) sees what was just added, count() of nothing does not.
    """
    with _only_writer(engine), _session(engine) as session:
        yield session
        session.commit()


class _Queue:
    """Lets one writer of this process at a time into an SQLite file, the longest waiting first.

    SQLite has room for one writer anyway, but lets those who wait try again at random: some wait until their timeout.
    """

    def __init__(self, timeout_seconds: float) -> None:
        self._turn = Lock()
        self._timeout_seconds = timeout_seconds

    def __enter__(self) -> None:
        if not self._turn.acquire(timeout=self._timeout_seconds):
            raise DatabaseUnavailable("it is locked by other writers", "database", "Try again in a moment.")

    def __exit__(self, *fault: object) -> None:
        self._turn.release()


_queues: WeakKeyDictionary[Engine, _Queue] = WeakKeyDictionary()


def _only_writer(engine: Engine) -> AbstractContextManager[None]:
    return _queues.get(engine, nullcontext())


_URL_MEND = "Write sqlite:////path/to/file.db or postgresql://user@host/database."


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn the driver's complaints about the database itself into DatabaseUnavailable."""
    try:
        yield
    except (OperationalError, ProgrammingError, InternalError) as fault:
        raise _unavailable(fault) from fault


@contextmanager
def _session(engine: Engine) -> Iterator[Session]:
    with told_plainly(), Session(engine, future=True, expire_on_commit=False) as session:
        yield session


def _unavailable(fault: DBAPIError) -> DatabaseUnavailable:
    reason = str(fault.orig).strip().splitlines()[0]
    if "no such table" in reason or "does not exist" in reason:
        missing = f"the tables are missing ({reason})"
        return DatabaseUnavailable(missing, "database", "Run `aftersales db upgrade`.")
    return DatabaseUnavailable(reason, "database", "Try again in a moment.")


def _readonly(engine: Engine) -> dict[str, bool]:
    return {"postgresql_readonly": True} if engine.dialect.name == "postgresql" else {}


def _postgresql(url: str, timeout_seconds: float) -> Engine:
    milliseconds = round(timeout_seconds * 1000)
    limits = f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds} -c timezone=UTC"
    connect = {"options": limits, "connect_timeout": max(2, round(timeout_seconds))}
    return create_engine(url, future=True, pool_pre_ping=True, connect_args=connect, **_json())


def _sqlite(url: str, timeout_seconds: float) -> Engine:
    file = make_url(url).database
    in_memory = file in (None, "", ":memory:")
    if not in_memory:
        Path(str(file)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        future=True,
        poolclass=StaticPool if in_memory else QueuePool,
        connect_args={"check_same_thread": False, "timeout": timeout_seconds},
        **_json(),
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    _queues[engine] = _Queue(timeout_seconds)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver would begin transactions itself, late and deferred; _begin_sqlite does it instead.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Any) -> None:
    # A deferred transaction that turns into a writer fails at once, whatever the timeout, so writers say
    # so first.
    is_reading = connection.get_execution_options().get("reading", False)
    if connection.info.get("query_only") is not is_reading:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if is_reading else 'OFF'}")
        connection.info["query_only"] = is_reading
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def _json() -> dict[str, Any]:
    return {
        "json_serializer": lambda value: msgspec.json.encode(value).decode(),
        "json_deserializer": msgspec.json.decode,
    }
