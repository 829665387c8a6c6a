"""What an agent and a customer do in their browsers while a conversation is handed over."""

import os

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from aftersales.settings import PROJECT_ROOT
from tests.web.desk_agent import PASSWORD

PICTURES = PROJECT_ROOT / "docs" / "screenshots"
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 320, "height": 640}
OTHERS = {
    "rma": "Meine Kamera ist kaputt und ich möchte mein Geld zurück",
    "saferexpert": "I would like to speak to somebody about my toaster, please",
    "highvalue": "Ma caméra ne marche plus, je voudrais être remboursé",
}
"""Who else waits: a shop, and what they said."""


def new_page(browser: Browser, faults: list[str], viewport: dict[str, int], **more: str) -> Page:
    context = browser.new_context(viewport=viewport, reduced_motion="reduce", **more)
    page = context.new_page()
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: faults.append(f"a script ran: {dialog.message}"))
    return page


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/desk/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()


def picture(page: Page, name: str) -> None:
    if os.environ.get("SCREENSHOTS"):
        page.evaluate("document.querySelector('#chat')?.scrollIntoView({ block: 'start' })")
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


def say(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.keyboard.press("Enter")


def say_as_agent(page: Page, words: str) -> None:
    page.get_by_placeholder("Answer the customer").fill(words)
    page.keyboard.press("Enter")


def ask_about(page: Page, order: str, words: str) -> None:
    """Ask about an order that the shop says is the customer's."""
    page.get_by_role("button", name=f"Get help with {order}").click()
    expect(page.get_by_role("log")).to_contain_text(f"about your order {order}")
    say(page, words)


def check_access(page: Page) -> None:
    """What axe finds wrong with a page: nothing."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
