"""The desk for everybody: axe finds nothing, the keyboard is enough, a phone shows and does everything."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.live.desk.pages import DESK, check_access, new_page, say, say_as_agent, sign_in
from tests.live.keyboard import go_to, press
from tests.web.desk_agent import PASSWORD

PHONES = {"small": {"width": 320, "height": 640}, "usual": {"width": 400, "height": 800}}
TARGETS = ":is(a:not(.skip), button, input, select, textarea, summary):visible"
SMALL = """all => all
    .map(each => ({told: each.outerHTML.slice(0, 80), box: each.getBoundingClientRect()}))
    .filter(({box}) => Math.min(box.width, box.height) < 24)
    .map(({told, box}) => `${told} ${box.width} x ${box.height}`)"""
LONG = "unbroken" * 20


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_out(browser: Browser, address: str, faults: list[str], scheme: str) -> None:
    page = new_page(browser, faults, DESK, color_scheme=scheme)
    page.goto(f"{address}/desk/sign-in")
    check_access(page)
    sign_in(page, address, "tom")
    check_access(page)
    page.get_by_role("listitem").first.get_by_role("link").click()
    expect(page.get_by_role("log")).to_contain_text("automated assistant")
    check_access(page)
    page.get_by_role("button", name="Canned answers").click()
    check_access(page)
    for path in ("/desk/figures", "/desk/outbox", "/desk?state=closed&language=ko"):
        page.goto(address + path)
        check_access(page)
    missing = page.context.new_page()
    missing.goto(f"{address}/claims/there-is-none")
    check_access(missing)
    page.context.close()


def test_the_keyboard_alone_runs_the_desk(browser: Browser, customer: Page, address: str, faults: list[str]) -> None:
    """Signing in, taking a conversation, a canned answer, an answer, a note, closing, and signing out."""
    customer.get_by_role("button", name="Talk to a person").first.click()
    say(customer, "Only keys are needed for this one")
    page = new_page(browser, faults, DESK)
    page.goto(f"{address}/desk/sign-in")
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("tom")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    press(page, page.get_by_role("listitem").filter(has_text="Only keys").get_by_role("button", name="Take"))
    expect(page.get_by_label("Who has it")).to_contain_text("Yours")
    press(page, page.get_by_role("button", name="Canned answers"))
    page.keyboard.type("outside")
    press(page, page.get_by_role("dialog").locator("li button:visible").first)
    expect(page.get_by_placeholder("Answer the customer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(customer.locator(".line.agent")).to_have_count(1)
    go_to(page, page.get_by_label("Note for colleagues"))
    page.keyboard.type("by keyboard")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Notes")).to_contain_text("by keyboard")
    press(page, page.get_by_role("button", name="Close", exact=True))
    expect(page.get_by_label("Who has it")).to_contain_text("Closed: Solved")
    press(page, page.get_by_role("button", name="Sign out"))
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", PHONES)
def test_a_phone_is_enough_to_take_a_conversation_and_to_answer_it(
    browser: Browser, customer: Page, address: str, faults: list[str], size: str, scheme: str
) -> None:
    words = f"From a {size} phone in the {scheme} {LONG}"
    customer.get_by_role("button", name="Talk to a person").first.click()
    say(customer, words)
    page = new_page(browser, faults, PHONES[size], color_scheme=scheme)
    sign_in(page, address, "tom")
    entry = page.get_by_role("listitem").filter(has_text=words[:30])
    expect(entry).to_be_visible()
    check_fits(page)
    entry.get_by_role("button", name="Take").click()
    expect(page.get_by_label("Who has it")).to_contain_text("Yours")
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
    check_fits(page)
    page.get_by_role("link", name="To the conversation").click()
    check_in_sight(page.get_by_role("log").get_by_text(LONG), page.get_by_role("button", name="Send"))
    say_as_agent(page, f"Hello, this is Tom. {LONG}")
    expect(customer.locator(".line.agent .bubble").last).to_contain_text("this is Tom")
    page.get_by_role("button", name="Canned answers").click()
    check_fits(page)
    for path in ("/desk/figures", "/desk/outbox"):
        page.goto(address + path)
        check_fits(page)
    page.context.close()


def check_fits(page: Page) -> None:
    """Nothing has to be scrolled sideways, and every target is large enough for a finger."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(TARGETS).evaluate_all(SMALL) == []


def check_in_sight(*parts: Locator) -> None:
    """All of it can be seen at once, without scrolling."""
    for part in parts:
        expect(part).to_be_in_viewport()
