"""The chat in a real browser, with the whole system behind it: a customer cancels an order on a shop's page.

The pictures land in docs/screenshots when SCREENSHOTS=1 is set, so that an ordinary run changes no file.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from aftersales.settings import PROJECT_ROOT
from tests.live.ledger import Ledger
from tests.live.system import System
from tests.live.web_process import web_process

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PICTURES = PROJECT_ROOT / "docs" / "screenshots"
PATIENCE_MS = 60_000
WIDE = {"width": 1280, "height": 860}
PHONE = {"width": 320, "height": 640}

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt-get install chromium, then these tests run"
)
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def address(system: System) -> Iterator[str]:
    with web_process(system) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new browser profile whose page must log no error."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert not faults


def picture(page: Page, name: str) -> None:
    if os.environ.get("SCREENSHOTS"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


def say(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.keyboard.press("Enter")


def texts(page: Page) -> list[str]:
    """Every line of the chat, in order."""
    return page.locator(".line .bubble").all_inner_texts()


def test_a_customer_cancels_an_order_and_reloads_in_between(page: Page, address: str, ledger: Ledger) -> None:
    page.goto(f"{address}/")
    picture(page, "shops")
    page.get_by_role("link", name="Saferexpert").click()
    expect(page.get_by_role("button", name="Cancel an order")).to_be_visible()
    picture(page, "shop")
    say(page, "I would like to cancel order SX-50678, my address is anna.keller@example.com")
    expect(page.get_by_role("button", name="Yes", exact=True)).to_be_visible()
    picture(page, "cancel-summary")
    assert ledger.order("SX-50678").status == "placed"

    before = texts(page)
    page.reload()
    expect(page.get_by_role("button", name="Yes", exact=True)).to_be_visible()
    assert texts(page) == before

    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_role("log")).to_contain_text("SX-50678 is cancelled")
    picture(page, "cancelled")
    assert ledger.order("SX-50678").status == "cancelled"
    assert len(ledger.operations("SX-50678")) == 1


def test_the_keyboard_alone_is_enough(page: Page, address: str, ledger: Ledger) -> None:
    page.goto(f"{address}/demo/saferexpert")
    expect(page.get_by_role("button", name="Cancel an order")).to_be_visible()
    focus_by_tab(page, "Get help with SX-50678", start=True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("about your order SX-50678")
    expect(page.get_by_label("Your message")).to_be_focused()
    page.keyboard.type("Where is my order?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Where is my order?")
    focus_by_tab(page, "Start over", backwards=True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def focus_by_tab(page: Page, name: str, start: bool = False, backwards: bool = False) -> None:
    """Presses Tab until the named control has the focus, which must be visible there."""
    if start:
        page.evaluate("document.activeElement?.blur()")
    named = page.get_by_role("button", name=name)
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        if named.evaluate("element => element.matches(':focus-visible')"):
            assert named.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
            return
    pytest.fail(f"the keyboard does not reach {name!r}")


def test_a_phone_of_320_pixels_shows_everything(browser: Browser, address: str) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport=PHONE, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        page.goto(f"{address}/demo/qualir")
        expect(page.get_by_role("button", name="Cancel an order")).to_be_attached()
        picture(page, f"phone-orders-{scheme}")
        page.get_by_role("link", name="Chat with us").click()
        expect(page.get_by_role("link", name="Chat with us")).to_be_hidden()
        say(page, "Hello, order QA-10234, anna.keller@example.com: the camera stopped working yesterday")
        expect(page.locator(".line.assistant").nth(3)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        small = page.locator("aftersales-chat button:visible, aftersales-chat a:visible").evaluate_all(
            "all => all.filter(each => each.getBoundingClientRect().height < 24).map(each => each.textContent)"
        )
        assert small == []
        picture(page, f"phone-chat-{scheme}")
        context.close()


def test_two_tabs_show_the_same_and_a_reader_is_not_disturbed(page: Page, address: str) -> None:
    page.goto(f"{address}/demo/guarantee")
    expect(page.get_by_role("button", name="Cancel an order")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{address}/demo/guarantee")
    for number in range(4):
        say(page, f"Who pays for the return if it is faulty? ({number})")
        expect(page.locator(".line.customer")).to_have_count(number + 1)
    expect(other.locator(".line.customer")).to_have_count(4)
    expect(page.locator(".typing")).to_be_hidden()
    expect(other.locator(".typing")).to_be_hidden()
    assert texts(other) == texts(page)
    log = other.get_by_role("log")
    log.evaluate("log => { log.scrollTop = 0; }")
    say(page, "Thank you")
    expect(other.get_by_role("button", name="New message")).to_be_visible()
    assert log.evaluate("log => log.scrollTop") == 0
    other.get_by_role("button", name="New message").click()
    expect(other.get_by_role("button", name="New message")).to_be_hidden()


def test_words_never_become_markup(page: Page, address: str) -> None:
    page.goto(f"{address}/demo/rma")
    expect(page.get_by_role("button", name="Cancel an order")).to_be_visible()
    for words in ("<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "• <b>bold</b> {{7*7}}"):
        say(page, words)
        expect(page.locator(".line.customer").last).to_contain_text(words)
    assert page.locator(".bubble img, .bubble script, .bubble b b").count() == 0
