"""Takes the pictures of docs/screenshots anew: `scripts/screenshots`. An ordinary run changes no file."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from aftersales.settings import PROJECT_ROOT
from tests.live.browser.shop_page import ShopPage
from tests.live.told_requests import FACTORY_FAULT

PICTURES = PROJECT_ROOT / "docs" / "screenshots"
SIZES: dict[str, Any] = {"wide": {"width": 1280, "height": 860}, "phone": {"width": 320, "height": 640}}

pytestmark = pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="pictures are taken by scripts/screenshots")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_main_pages(profile: Callable[..., BrowserContext], address: str, size: str, scheme: str) -> None:
    page = profile(viewport=SIZES[size], color_scheme=scheme).new_page()
    page.goto(f"{address}/")
    take(page, f"shops-{size}-{scheme}")
    ShopPage(page, address, "rma").open()
    take(page, f"orders-{size}-{scheme}")
    shop = ShopPage(page, address, "qualir").open()
    page.locator("#chat").scroll_into_view_if_needed()
    shop.says("Order QA-11265, anna.keller@example.com: the camera has stopped working")
    shop.answers(FACTORY_FAULT)
    take(page, f"decision-{size}-{scheme}")
    shop.card.locator("button.clauses").first.click()
    take(page, f"clauses-{size}-{scheme}")
    shop.page.get_by_role("button", name="Yes", exact=True).scroll_into_view_if_needed()
    take(page, f"confirm-{size}-{scheme}")


def take(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
