"""The web process with agents on record and conversations that wait; a customer's and an agent's browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.engine import Engine

from tests.live.desk.pages import DESK, OTHERS, PHONE, new_page, sign_in
from tests.live.system import System
from tests.live.web_process import web_process
from tests.web.desk_agent import add_agents
from tests.web.visitor import Visitor


@pytest.fixture(scope="session")
def agents_on_record(engine: Engine) -> None:
    add_agents(engine, "mia", "tom")


@pytest.fixture(scope="module")
def address(system: System, agents_on_record: None) -> Iterator[str]:
    with web_process(system, WEB_MESSAGES_A_MINUTE="1000") as address:
        for shop, words in OTHERS.items():
            other = Visitor(address, shop)
            other.comes()
            other.says(words)
            other.client.post(f"/api/person?shop={shop}", json={"client_id": "wants-a-person"})
        yield address


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What the pages' consoles complain of: nothing."""
    found: list[str] = []
    yield found
    assert not found


@pytest.fixture
def customer(browser: Browser, address: str, faults: list[str]) -> Iterator[Page]:
    page = new_page(browser, faults, PHONE)
    page.goto(f"{address}/demo/guarantee")
    expect(page.get_by_role("button", name="Cancel an order")).to_be_attached()
    yield page
    page.context.close()


@pytest.fixture
def agent(browser: Browser, address: str, faults: list[str]) -> Iterator[Page]:
    page = new_page(browser, faults, DESK)
    sign_in(page, address, "mia")
    yield page
    page.context.close()
