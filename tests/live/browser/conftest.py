"""A real browser, and the web process with the whole system behind it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.live.browser.shop_page import ShopPage
from tests.live.system import System
from tests.live.web_process import web_process

MAY_FAIL = ("/favicon.ico", "/api/messages", "/api/evidence")
"""A transcript as text has no icon, and tests let messages and files fail."""
WIDE = {"width": 1280, "height": 860}


@pytest.fixture(scope="module")
def address(system: System) -> Iterator[str]:
    """Not for longer than a module: a web process without webhooks drops the events that others wait for."""
    with web_process(system, WEB_MESSAGES_A_MINUTE="1000", EVIDENCE_FILES_A_CLAIM="40") as address:
        yield address


@pytest.fixture
def profile(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes new browser profiles, whose pages must log no error; keywords are those of Playwright's new_context."""
    profiles, faults = [], []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.location["url"].split("?")[0].endswith(MAY_FAIL):
            faults.append(f"{message.text} {message.location}")

    def watch(page: Page) -> None:
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", note)

    def new(**kind: Any) -> BrowserContext:
        profile = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **kind})
        profile.on("page", watch)
        profiles.append(profile)
        return profile

    yield new
    for each in profiles:
        each.close()
    assert not faults


@pytest.fixture
def page(profile: Callable[..., BrowserContext]) -> Page:
    return profile().new_page()


@pytest.fixture
def visit(page: Page, address: str) -> Callable[[str], ShopPage]:
    """Opens a shop's page in the browser."""
    return lambda shop: ShopPage(page, address, shop).open()
