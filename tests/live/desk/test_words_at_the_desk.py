"""What customers and agents type is never markup, at the desk or in the chat."""

from playwright.sync_api import Page, expect

from tests.live.desk.pages import say, say_as_agent
from tests.web.attacks import XSS


def test_words_never_become_markup_at_the_desk(customer: Page, agent: Page) -> None:
    """Thirty scripts: as the customer's words in the queue and in the transcript, as notes, and as the answers."""
    customer.get_by_role("button", name="Talk to a person").first.click()
    expect(customer.get_by_label("Who answers")).to_be_visible()
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
