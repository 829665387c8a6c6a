"""The chat's button that sends the transcript by e-mail, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.live.orders import OrderBook
from tests.live.system import System
from tests.live.web_process import web_process

EMAIL = "button.presser@example.com"


@pytest.fixture
def page(system: System, browser: Browser) -> Iterator[Page]:
    with web_process(system) as address:
        page = browser.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{address}/demo/qualir")
        yield page
        page.close()


def test_the_transcript_goes_to_the_verified_address_only(page: Page, orders: OrderBook) -> None:
    number = orders.add("qualir", delivered=5, email=EMAIL)
    notice, button = page.locator(".notice"), page.get_by_role("button", name="E-mail transcript")
    expect(page.get_by_text("What can I do for you?")).to_be_visible()
    button.click()
    expect(notice).to_contain_text("order number and e-mail address first")
    page.get_by_label("Your message").fill(f"order {number}, {EMAIL}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text(f"order {number}")
    expect(page.locator(".line.assistant").nth(2)).to_be_visible()
    button.click()
    expect(notice).to_contain_text("will go to b…@example.com as soon as")
