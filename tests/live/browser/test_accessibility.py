"""The pages for everybody: axe finds nothing, the keyboard is enough, 320 pixels show everything."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.live.browser.shop_page import ShopPage
from tests.live.keyboard import press
from tests.live.told_requests import FACTORY_FAULT

SHOPS = ("qualir", "guarantee", "highvalue", "rma", "saferexpert")
PHONE = {"width": 320, "height": 640}
FOR_AXE = {"bypass_csp": True}
"""axe tries out styles of its own, which the pages' policy forbids."""
LEAST_TARGET = 24
SMALL_TARGETS = """all => all
    .map(each => ({words: each.textContent, box: each.getBoundingClientRect()}))
    .filter(({box}) => Math.min(box.width, box.height) < %d)
    .map(({words, box}) => `${words}: ${box.width} x ${box.height}`)"""

Profile = Callable[..., BrowserContext]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(profile: Profile, address: str, scheme: str) -> None:
    page = profile(color_scheme=scheme, **FOR_AXE).new_page()
    page.goto(f"{address}/")
    check(page)
    for shop in SHOPS:
        ShopPage(page, address, shop).open()
        check(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_conversation_with_a_decision(profile: Profile, address: str, scheme: str) -> None:
    shop = ShopPage(profile(color_scheme=scheme, **FOR_AXE).new_page(), address, "qualir").open()
    shop.says("Order QA-11265, anna.keller@example.com: the camera has stopped working")
    shop.answers(FACTORY_FAULT)
    unfold(shop.card)
    check(shop.page)
    shop.page.get_by_role("button", name="Start over").click()
    check(shop.page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_of_320_pixels_shows_everything(profile: Profile, address: str, scheme: str) -> None:
    page = profile(viewport=PHONE, color_scheme=scheme).new_page()
    page.goto(f"{address}/")
    check_width(page)
    shop = ShopPage(page, address, "qualir").open()
    check_width(page)
    page.get_by_role("link", name="Chat with us").click()
    expect(page.get_by_role("link", name="Chat with us")).to_be_hidden()
    shop.says("Order QA-11484, carla.rossi@example.com: it has stopped working")
    shop.answers(FACTORY_FAULT)
    unfold(shop.card)
    check_width(page)
    assert shop.log.evaluate("log => log.scrollWidth <= log.clientWidth")
    more = page.get_by_role("button", name="More")
    shop.says("Who pays for the return?")
    shop.log.evaluate("log => { log.scrollTop = 0; }")
    shop.says("How long is the warranty?")
    if more.is_visible():
        assert more.evaluate("button => button.offsetWidth") < PHONE["width"] / 3, "it leaves the words in sight"
        more.click()
        expect(more).to_be_hidden()
    targets = page.locator("button:visible, summary:visible, nav a:visible")
    assert targets.evaluate_all(SMALL_TARGETS % LEAST_TARGET) == []


def test_the_keyboard_alone_takes_a_request_to_its_decision(page: Page, address: str) -> None:
    shop = ShopPage(page, address, "saferexpert").open()
    press(page, page.get_by_role("button", name="Get help with SX-50743"))
    expect(shop.log).to_contain_text("about your order SX-50743")
    expect(shop.input).to_be_focused()
    page.keyboard.type("I want to return it, I changed my mind")
    page.keyboard.press("Enter")
    shop.answered()
    press(page, page.get_by_role("button", name="Start over"))
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Keep this conversation")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_keyboard_opens_a_clause_and_what_folds(page: Page, address: str) -> None:
    shop = ShopPage(page, address, "qualir").open()
    shop.says("Order QA-11781, femi.adeyemi@example.com: one memory card has stopped working")
    shop.answers({"how many": "1", **FACTORY_FAULT})
    clause = shop.card.get_by_role("button").first
    note = shop.page.locator(f"#{clause.get_attribute('aria-controls')}")
    press(page, clause)
    expect(note).to_be_visible()
    page.keyboard.press("Enter")
    expect(note).to_be_hidden()
    packing = shop.card.locator("details.packing")
    press(page, packing.locator("summary"))
    assert packing.evaluate("details => details.open")


def test_the_log_announces_what_is_new_and_not_what_was_there(page: Page, address: str) -> None:
    shop = ShopPage(page, address, "rma").open()
    shop.answered()
    expect(shop.log).to_have_attribute("aria-relevant", "additions")
    expect(shop.log).to_have_attribute("aria-live", "polite")
    first = page.locator(".line").first.element_handle()
    shop.says("Who pays for the return?")
    assert first.evaluate("line => line.isConnected"), "a line that was announced is not put there anew"


def check(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def check_width(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def unfold(card: Locator) -> None:
    """Open everything that can be opened in a card."""
    card.locator("details:not([open]) summary").evaluate_all("all => all.forEach(each => each.click())")
    card.locator("button.clauses").evaluate_all("all => all.forEach(each => each.click())")
