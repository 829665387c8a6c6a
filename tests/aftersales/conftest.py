"""A migrated, empty ledger for each test that asks for `engine`: once on SQLite, once on PostgreSQL."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from aftersales.records import schema
from aftersales.records.database import open_engine
from aftersales.records.tables import Base

TIMEOUT_SECONDS = 20.0


@pytest.fixture
def now() -> datetime:
    return datetime(2025, 3, 4, 10, 30, tzinfo=timezone.utc)


@pytest.fixture
def together() -> Callable[..., list[Any]]:
    """Run something so many times at once, each time in a thread of its own, and give the answers."""

    def run(act: Callable[[int], Any], times: int) -> list[Any]:
        with ThreadPoolExecutor(max_workers=times) as threads:
            return list(threads.map(act, range(times)))

    return run


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty ledger, made by the migrations."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def sqlite(sqlite_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """An empty ledger in a file of its own."""
    copy = shutil.copy(sqlite_file, tmp_path / "ledger.db")
    engine = open_engine(f"sqlite:///{copy}", TIMEOUT_SECONDS)
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql(postgresql_url: str) -> Iterator[Engine]:
    """The private server's ledger, emptied."""
    engine = open_engine(postgresql_url, TIMEOUT_SECONDS)
    tables = ", ".join(Base.metadata.tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated ledger to copy from."""
    file = tmp_path_factory.mktemp("sqlite") / "empty.db"
    engine = open_engine(f"sqlite:///{file}")
    schema.upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: str) -> str:
    """The URL of a migrated ledger on the private server."""
    engine = open_engine(postgresql_server)
    schema.upgrade(engine)
    engine.dispose()
    return postgresql_server


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A private PostgreSQL with an empty database, on a Unix socket in a folder of its own."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if not binaries:
        pytest.skip("no PostgreSQL server in /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="ledger-", dir="/tmp"))
    run = _Runner(binaries[-1], folder)
    try:
        run("initdb", "-D", folder / "data", "-U", "ledger", "-A", "trust", "-E", "UTF8", "--no-sync")
        run(
            "pg_ctl",
            "-D",
            folder / "data",
            "-w",
            "-l",
            folder / "log",
            "-o",
            f"-k {folder} -h '' -F",
            "start",
        )
        yield f"postgresql://ledger@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", folder / "data", "-m", "immediate", "stop", must_succeed=False)
        shutil.rmtree(folder, ignore_errors=True)


class _Runner:
    """Runs the server's programs; they refuse root, so root lends the folder to somebody else."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries = binaries
        self.folder = folder
        self.owner = pwd.getpwuid(os.geteuid())
        if os.geteuid() == 0:
            self.owner = next(user for user in pwd.getpwall() if user.pw_name in ("postgres", "nobody"))
            shutil.chown(folder, self.owner.pw_name)

    def __call__(self, program: str, *arguments: object, must_succeed: bool = True) -> None:
        lent = {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []}
        # Output goes to a file: a pipe would stay open for as long as the server runs.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                [str(self.binaries / program), *map(str, arguments)],
                check=False,
                cwd=self.folder,
                stdout=output,
                stderr=output,
                env={"LC_ALL": "C"},
                **(lent if os.geteuid() == 0 else {}),
            )
            output.seek(0)
            if must_succeed and done.returncode != 0:
                pytest.fail(f"{program} failed: {output.read().decode()}")
