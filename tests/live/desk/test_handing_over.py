"""Handing over in two real browsers: a customer on a shop's page, an agent at the desk, and everything between them.

The pictures land in docs/screenshots when SCREENSHOTS=1 is set, so that an ordinary run changes no file.
"""

from playwright.sync_api import Browser, Page, expect

from tests.live.desk.pages import DESK, OTHERS, PHONE, ask_about, new_page, picture, say, sign_in
from tests.live.ledger import Ledger

COUNT_NOTES = """window.notes = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.notes += 1; return start.apply(this, when); };"""


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


def test_the_desk_in_the_dark(browser: Browser, address: str, faults: list[str]) -> None:
    page = new_page(browser, faults, DESK, color_scheme="dark")
    sign_in(page, address, "tom")
    picture(page, "desk-queue-dark")
    page.get_by_role("listitem").first.get_by_role("link").click()
    expect(page.get_by_role("log")).to_contain_text("automated assistant")
    picture(page, "desk-case-dark")
    page.context.close()
