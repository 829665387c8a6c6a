"""The web process on a free port, in front of a stand-in for Rasa, with a ledger in a file of its own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from aftersales.policy.loader import load_policies
from aftersales.records import schema
from aftersales.records.database import open_engine
from aftersales.records.tables import Claim
from aftersales.services.bootstrap import Premises
from aftersales.settings import Settings
from tests.web.claims import claim_for
from tests.web.fake_rasa import FakeRasa
from tests.web.sending import on_disk, rows
from tests.web.serving import serving
from tests.web.visitor import Visitor
from web.app import create_app

POLICIES = load_policies(Settings.from_environment({}).policies)


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ledger") / "empty.db"
    engine = open_engine(f"sqlite:///{file}")
    schema.upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture
def engine(empty_ledger: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{shutil.copy(empty_ledger, tmp_path / 'ledger.db')}", 20)
    yield engine
    engine.dispose()


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
def rasa_port(rasa: FakeRasa) -> Iterator[int]:
    with serving(rasa.app()) as port:
        yield port


@pytest.fixture
def settings(rasa_port: int, tmp_path: Path) -> Settings:
    defaults = Settings.from_environment({"WEB_SECRET": "for tests"})
    return replace(
        defaults,
        rasa_port=rasa_port,
        actions_port=rasa_port,
        frozen_today=date(2025, 3, 4),
        evidence_folder=tmp_path / "evidence",
    )


@pytest.fixture
def web(settings: Settings, engine: Engine) -> Iterator[Callable[..., str]]:
    """Starts a web process with other settings than the usual ones and gives its address."""
    with ExitStack() as open_servers:

        def start(**changed: object) -> str:
            premises = Premises(replace(settings, **changed), POLICIES, engine)  # type: ignore[arg-type]
            return f"http://127.0.0.1:{open_servers.enter_context(serving(create_app(premises)))}"

        yield start


@pytest.fixture
def address(web: Callable[..., str]) -> str:
    return web()


@pytest.fixture
def visitor(address: str) -> Visitor:
    visitor = Visitor(address)
    assert visitor.comes().status_code == 201
    return visitor


@pytest.fixture
def claim(engine: Engine, visitor: Visitor) -> Claim:
    """A claim of the visitor's that waits for photos."""
    return claim_for(engine, visitor)


@pytest.fixture
def nothing_is_left(engine: Engine, settings: Settings, visitor: Visitor) -> Iterator[None]:
    """After the test neither a row nor a file is there, and the chat still answers."""
    yield
    assert (rows(engine), on_disk(settings)) == (0, [])
    assert visitor.says("Still there?").json()["answer"][0]["text"] == "You said: Still there?"
