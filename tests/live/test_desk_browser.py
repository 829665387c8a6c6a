"""Handing over in two real browsers: a customer on a shop's page, an agent at the desk, and everything between them.

The pictures land in docs/screenshots when SCREENSHOTS=1 is set, so that an ordinary run changes no file.
"""

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.engine import Engine

from aftersales.settings import PROJECT_ROOT
from tests.live.keyboard import go_to, press
from tests.live.ledger import Ledger
from tests.live.system import System
from tests.live.web_process import web_process
from tests.web.attacks import XSS
from tests.web.desk_agent import PASSWORD, add_agents
from tests.web.visitor import Visitor

PICTURES = PROJECT_ROOT / "docs" / "screenshots"
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 320, "height": 640}
OTHERS = {
    "rma": "Meine Kamera ist kaputt und ich möchte mein Geld zurück",
    "saferexpert": "I would like to speak to somebody about my toaster, please",
    "highvalue": "Ma caméra ne marche plus, je voudrais être remboursé",
}

COUNT_NOTES = """window.notes = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.notes += 1; return start.apply(this, when); };"""


@pytest.fixture(scope="module")
def address(system: System, engine: Engine) -> Iterator[str]:
    with web_process(system, WEB_MESSAGES_A_MINUTE="1000") as address:
        add_agents(engine, "mia", "tom")
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


def new_page(browser: Browser, faults: list[str], viewport: dict[str, int], **more: str) -> Page:
    context = browser.new_context(viewport=viewport, reduced_motion="reduce", **more)
    page = context.new_page()
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: faults.append(f"a script ran: {dialog.message}"))
    return page


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


def test_a_conversation_is_handed_over_answered_given_back_and_closed(
    customer: Page, agent: Page, ledger: Ledger, address: str
) -> None:
    ask_about(customer, "GU-20567", "I do not like it, I want to send it back")
    expect(customer.get_by_label("Who answers")).to_be_visible()
    entry = agent.get_by_role("listitem").filter(has_text="GU-20567")
    expect(entry).to_be_visible()
    waiting = int(agent.title().partition(")")[0].removeprefix("("))
    assert waiting > len(OTHERS)
    picture(agent, "desk-queue")
    entry.get_by_role("link").click()
    expect(agent.get_by_label("Summary")).to_contain_text("not settle")
    expect(agent.get_by_role("log")).to_contain_text("I want to send it back")

    agent.get_by_role("button", name="Take", exact=True).click()
    expect(customer.get_by_label("Who answers")).to_contain_text("You are talking to Mia")
    agent.get_by_placeholder("Answer the customer").press_sequentially("Hello")
    expect(customer.get_by_label("Who answers")).to_contain_text("Mia is typing")
    agent.keyboard.press("Enter")
    expect(customer.get_by_role("log")).to_contain_text("Hello")

    customer.get_by_label("Your message").press_sequentially("Thank")
    expect(agent.get_by_text("The customer is typing")).to_be_visible()
    say(customer, "Thank you, can I still return it?")
    expect(agent.get_by_role("log")).to_contain_text("can I still return it?")
    assert customer.locator(".line.assistant", has_text="can I still").count() == 0

    agent.get_by_role("button", name="Canned answers").click()
    agent.get_by_label("Find").fill("outside")
    agent.get_by_role("button", name="Outside the policy").click()
    agent.get_by_role("button", name="Send").click()
    expect(customer.get_by_role("log")).to_contain_text("decide it with my colleagues")
    picture(agent, "desk-case")
    picture(customer, "phone-with-a-colleague")

    agent.get_by_role("button", name="Close", exact=True).click()
    expect(customer.get_by_label("Who answers")).to_contain_text("Did this solve it?")
    picture(customer, "phone-solved")
    customer.get_by_label("Anything to add?").fill("Quick and kind")
    customer.get_by_role("button", name="Yes", exact=True).click()
    expect(customer.get_by_label("Who answers")).to_contain_text("Thank you")
    expect(agent.get_by_label("Who has it")).to_contain_text("Quick and kind")
    assert customer.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    agent.goto(f"{address}/desk/figures")
    expect(agent.get_by_role("heading", name="Figures")).to_be_visible()
    picture(agent, "desk-figures")


def test_back_with_the_assistant_the_question_on_the_table_is_asked_again(customer: Page, agent: Page) -> None:
    ask_about(customer, "GU-21196", "It is broken, the screen stays black")
    expect(customer.get_by_role("button", name="I don't know")).to_be_visible()
    asked = customer.locator(".line.assistant .bubble").last.inner_text()
    customer.get_by_role("button", name="Talk to a person").first.click()
    agent.get_by_role("listitem").filter(has_text="GU-21196").get_by_role("button", name="Take").click()
    agent.get_by_role("button", name="Back to the assistant").click()
    expect(customer.get_by_role("log")).to_contain_text("handed this back to me")
    expect(customer.locator(".line.assistant .bubble").last).to_contain_text(asked.splitlines()[0])


def test_a_new_conversation_is_heard_where_that_is_wanted(
    browser: Browser, customer: Page, address: str, faults: list[str]
) -> None:
    page = new_page(browser, faults, DESK)
    page.add_init_script(COUNT_NOTES)
    sign_in(page, address, "tom")
    page.get_by_role("button", name="Sound").click()
    page.wait_for_function("window.notes === 2")
    customer.get_by_role("button", name="Talk to a person").first.click()
    expect(page.locator("[data-news]")).to_contain_text("A new conversation waits")
    page.wait_for_function("window.notes === 4")
    page.get_by_role("button", name="Sound").click()
    page.reload()
    expect(page.get_by_role("button", name="Sound")).to_have_attribute("aria-pressed", "false")
    page.context.close()


def test_words_never_become_markup_at_the_desk(customer: Page, agent: Page) -> None:
    """Thirty scripts: as the customer's words in the queue and in the transcript, as notes, and as the answers."""
    customer.get_by_role("button", name="Talk to a person").first.click()
    for words in XSS:
        say(customer, words)
        expect(customer.locator(".line.customer").last).to_contain_text(words)
    entry = agent.get_by_role("listitem").filter(has_text=XSS[-1])
    entry.get_by_role("button", name="Take").click()
    said = agent.locator(".log .line.customer .bubble")
    expect(said).to_have_count(len(XSS) + 1)
    assert said.all_inner_texts()[1:] == list(XSS)
    for words in XSS:
        agent.get_by_label("Note for colleagues").fill(words)
        agent.get_by_role("button", name="Add").click()
        expect(agent.get_by_label("Notes").locator("li p:first-child").last).to_have_text(words)
        say_as_agent(agent, words)
        expect(customer.locator(".line.agent .bubble").last).to_have_text(words)
    assert agent.locator("main :is(img, svg, script, iframe, style, form form)").count() == 0
    assert customer.locator(".line :is(img, svg, script, iframe, style, form)").count() == 0


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


def check_access(page: Page) -> None:
    """What axe finds wrong with a page: nothing."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_desk_in_the_dark(browser: Browser, address: str, faults: list[str]) -> None:
    page = new_page(browser, faults, DESK, color_scheme="dark")
    sign_in(page, address, "tom")
    picture(page, "desk-queue-dark")
    page.get_by_role("listitem").first.get_by_role("link").click()
    expect(page.get_by_role("log")).to_contain_text("automated assistant")
    picture(page, "desk-case-dark")
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
