"""The chat's button that sends the transcript by e-mail, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.live.orders import OrderBook
from tests.live.system import System
from tests.live.web_process import web_process

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE_MS = 60_000
EMAIL = "button.presser@example.com"

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}")


@pytest.fixture
def page(system: System) -> Iterator[Page]:
    with web_process(system) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--headless", "--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{address}/demo/qualir")
        yield page
        browser.close()


def test_the_transcript_goes_to_the_verified_address_only(page: Page, orders: OrderBook) -> None:
    number = orders.add("qualir", delivered=5, email=EMAIL)
    notice, button = page.locator(".notice"), page.get_by_role("button", name="E-mail transcript")
    expect(page.get_by_text("What can I do for you?")).to_be_visible(timeout=PATIENCE_MS)
    button.click()
    expect(notice).to_contain_text("order number and e-mail address first", timeout=PATIENCE_MS)
    page.get_by_label("Your message").fill(f"order {number}, {EMAIL}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text(f"order {number}", timeout=PATIENCE_MS)
    expect(page.locator(".line.assistant").nth(2)).to_be_visible(timeout=PATIENCE_MS)
    button.click()
    expect(notice).to_contain_text("will go to b…@example.com as soon as", timeout=PATIENCE_MS)
