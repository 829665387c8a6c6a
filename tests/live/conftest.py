"""One running assistant for all live tests, and for each test a customer, an order book and the ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from sqlalchemy.engine import Engine

from aftersales.records.database import open_engine
from tests.live.customer import Customer
from tests.live.ledger import Ledger
from tests.live.orders import TODAY, OrderBook
from tests.live.system import System

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE_MS = 60_000

expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives the running assistant."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.live)


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    running = System(tmp_path_factory.mktemp("assistant"), TODAY.isoformat())
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def engine(system: System) -> Iterator[Engine]:
    engine = open_engine(system.database_url, 30)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def orders(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> OrderBook:
    return OrderBook(engine, tmp_path_factory.mktemp("orders"))


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    return Ledger(engine)


@pytest.fixture
def customer(system: System) -> Customer:
    return Customer(system)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one real browser of all live tests."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium, then these tests run")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()
