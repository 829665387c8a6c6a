"""Takes the pictures of docs/screenshots anew: `scripts/screenshots`. An ordinary run changes no file."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from aftersales.settings import PROJECT_ROOT
from tests.aftersales.media import files
from tests.live.browser.shop_page import ShopPage
from tests.live.browser.test_uploads import chooses, opens_a_claim, opens_tray
from tests.live.orders import OrderBook
from tests.live.told_requests import FACTORY_FAULT

PICTURES = PROJECT_ROOT / "docs" / "screenshots"
SIZES: dict[str, Any] = {"wide": {"width": 1280, "height": 860}, "phone": {"width": 320, "height": 640}}

SLIP_SCALE = 1.4

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
    if size == "phone":
        page.locator("#chat").scroll_into_view_if_needed()
    shop.says("Order QA-11265, anna.keller@example.com: the camera has stopped working")
    shop.answers(FACTORY_FAULT)
    take(page, f"decision-{size}-{scheme}")
    shop.card.locator("button.clauses").first.click()
    take(page, f"clauses-{size}-{scheme}")
    shop.page.get_by_role("button", name="Yes", exact=True).scroll_into_view_if_needed()
    take(page, f"confirm-{size}-{scheme}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_photos_and_the_page_of_a_claim(
    profile: Callable[..., BrowserContext], address: str, orders: OrderBook, tmp_path: Path, scheme: str
) -> None:
    page = profile(viewport={"width": 480, "height": 800}, color_scheme=scheme).new_page()
    shop = ShopPage(page, address, "guarantee").open()
    claim_page = opens_a_claim(shop, orders)
    page.locator("#chat").scroll_into_view_if_needed()
    label, torn = tmp_path / "label.jpg", tmp_path / "torn.jpg"
    label.write_bytes(files.with_exif())
    torn.write_bytes(files.picture()[:4000])
    opens_tray(page)
    chooses(page, label)
    page.get_by_role("button", name="Send it").click()
    expect(shop.log).to_contain_text("“label.jpg” is now with claim")
    opens_tray(page)
    chooses(page, torn)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("alert")).to_contain_text("damaged")
    expect(page.locator(".line.told")).to_be_in_viewport()
    take(page, f"chat-upload-{scheme}")
    page.set_viewport_size({"width": 740, "height": 1100})
    page.goto(address + claim_page)
    expect(page.locator(".piece.received img")).to_have_js_property("complete", True)
    take(page, f"claim-page-{scheme}")


def test_the_return_slip(profile: Callable[..., BrowserContext], address: str, orders: OrderBook) -> None:
    """The slip of a new claim; browsers without a window show no PDF, so another program draws it."""
    pdfium = pytest.importorskip("pypdfium2", reason="the slip's picture needs pypdfium2, which is not pinned")
    page = profile().new_page()
    claim_page = opens_a_claim(ShopPage(page, address, "guarantee").open(), orders)
    slip = page.request.get(f"{address}{claim_page}/slip.pdf").body()
    pdfium.PdfDocument(slip)[0].render(scale=SLIP_SCALE).to_pil().save(PICTURES / "return-slip.png", optimize=True)


def take(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    if page.viewport_size == SIZES["wide"]:
        page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
