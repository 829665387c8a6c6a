"""The chat in a real browser: reloading, two tabs, a reader left in peace, a message that does not get through."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.live.browser.shop_page import ShopPage

Visit = Callable[[str], ShopPage]
QUESTION = "Who pays for the return if it is faulty?"


def test_a_reload_in_the_middle_shows_the_same_and_goes_on(visit: Visit) -> None:
    shop = visit("saferexpert")
    shop.says("I would like to cancel order SX-50891, my address is carla.rossi@example.com")
    before = shop.lines
    shop.page.reload()
    expect(shop.page.locator(".card")).to_have_count(1)
    assert shop.lines == before
    for line in before:
        assert (
            line == ""
            or line.splitlines()[0] in shop.page.request.get(shop.address + "/api/transcript?shop=saferexpert").text()
        )


def test_two_tabs_show_the_same_and_a_reader_is_not_disturbed(visit: Visit) -> None:
    shop = visit("guarantee")
    other = ShopPage(shop.page.context.new_page(), shop.address, "guarantee").open()
    for number in range(4):
        shop.says(f"{QUESTION} ({number})")
    expect(other.page.locator(".line.customer")).to_have_count(4)
    other.answered()
    assert other.lines == shop.lines
    other.log.evaluate("log => { log.scrollTop = 0; }")
    shop.says("Thank you")
    marker = other.page.get_by_role("button", name="New message")
    expect(marker).to_be_visible()
    assert other.log.evaluate("log => log.scrollTop") == 0
    marker.click()
    expect(marker).to_be_hidden()


def test_a_message_that_does_not_get_through_is_sent_again_on_demand(visit: Visit) -> None:
    shop = visit("rma")
    shop.page.route("**/api/messages*", lambda route: route.fulfill(status=503, json={"detail": "Not now."}))
    shop.input.fill(QUESTION)
    shop.input.press("Enter")
    failed = shop.page.locator(".line.failed")
    expect(failed).to_contain_text("Not sent. Not now.")
    shop.page.unroute("**/api/messages*")
    failed.get_by_role("button", name="Send again").click()
    shop.answered()
    expect(shop.page.locator(".line.customer")).to_have_count(1)
    expect(failed).to_have_count(0)


def test_starting_over_begins_with_the_greeting_alone(visit: Visit) -> None:
    shop = visit("highvalue")
    greeting = shop.lines
    shop.says(QUESTION)
    shop.page.get_by_role("button", name="Start over").click()
    shop.page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    expect(shop.page.locator(".line.customer")).to_have_count(0)
    shop.answered()
    assert shop.lines == greeting


def test_a_person_can_be_asked_for_and_the_transcript_taken_along(visit: Visit) -> None:
    shop = visit("highvalue")
    shop.page.get_by_role("navigation", name="Chat").get_by_role("button", name="Talk to a person").click()
    expect(shop.page.locator(".line.customer")).to_have_count(1)
    shop.answered()
    with shop.page.context.expect_page() as opened:
        shop.page.get_by_role("link", name="Transcript").click()
    expect(opened.value.locator("body")).to_contain_text(re.compile("You:.*Talk to a person", re.DOTALL))
