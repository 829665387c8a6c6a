"""Reading in the chat: the place is kept, and a button tells of what is below, as long as there is something."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.live.browser.shop_page import ShopPage
from tests.live.keyboard import BACK, press
from tests.live.told_requests import FACTORY_FAULT

PHONE = {"width": 320, "height": 640}
QUESTION = "Who pays for the return if it is faulty?"
PLACE = "log => log.scrollTop"
LEFT = "log => log.scrollHeight - log.scrollTop - log.clientHeight"
TO_THE_TOP = "log => { log.scrollTop = 0; }"
TO_THE_END = "log => { log.scrollTop = log.scrollHeight; }"
NEAR_PX = 48


@pytest.fixture
def shop(profile: Callable[..., BrowserContext], address: str) -> ShopPage:
    return ShopPage(profile(viewport=PHONE).new_page(), address, "qualir").open()


def pointer(shop: ShopPage) -> Locator:
    """The button that leads to what is below, whatever it says."""
    return shop.page.locator("button.newer")


def test_where_everything_is_in_sight_no_button_points_below(shop: ShopPage) -> None:
    expect(pointer(shop)).to_be_hidden()
    shop.says("Thank you")
    assert shop.log.evaluate(LEFT) < NEAR_PX
    expect(pointer(shop)).to_be_hidden()


def test_a_long_answer_is_read_from_its_beginning_and_a_button_leads_on(shop: ShopPage) -> None:
    shop.says("Order QA-11265, anna.keller@example.com: the camera has stopped working")
    shop.answers(FACTORY_FAULT)
    expect(shop.page.locator(".line.customer").last).to_be_in_viewport()
    assert shop.log.evaluate(LEFT) > NEAR_PX
    expect(pointer(shop)).to_have_text("More ↓")
    pointer(shop).click()
    expect(pointer(shop)).to_be_hidden()
    assert shop.log.evaluate(LEFT) < NEAR_PX


def test_who_reads_further_up_stays_there_and_is_told_of_what_comes(shop: ShopPage) -> None:
    other = ShopPage(shop.page.context.new_page(), shop.address, shop.shop).open()
    for number in range(3):
        shop.says(f"{QUESTION} ({number})")
    expect(other.page.locator(".line.customer")).to_have_count(3)
    other.answered()
    other.log.evaluate(TO_THE_END)
    expect(pointer(other)).to_be_hidden()
    other.log.evaluate(TO_THE_TOP)
    shop.says("Thank you")
    expect(pointer(other)).to_have_text("New message ↓")
    assert other.log.evaluate(PLACE) == 0
    other.log.evaluate(TO_THE_END)
    expect(pointer(other)).to_be_hidden()


def test_the_keyboard_reaches_the_button_and_keeps_its_place(shop: ShopPage) -> None:
    shop.says("Order QA-11265, anna.keller@example.com: the camera has stopped working")
    shop.answers(FACTORY_FAULT)
    press(shop.page, pointer(shop), first=BACK)
    expect(pointer(shop)).to_be_hidden()
    expect(shop.log).to_be_focused()
    assert shop.log.evaluate(LEFT) < NEAR_PX
