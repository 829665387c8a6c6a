"""Photos in a real browser: sent by button, dropped, pasted, by keyboard, cancelled; seen on the claim's page."""

import base64
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from sqlalchemy.engine import Engine

from aftersales.records.tables import EvidenceFile
from aftersales.services.evidence.add_evidence import shown_name
from tests.aftersales.media import files
from tests.live.browser.shop_page import ShopPage
from tests.live.ledger import Ledger
from tests.live.orders import EMAIL, OrderBook
from tests.live.told_requests import MISUSE_QUESTIONS
from tests.web.attacks import XSS
from tests.web.desk_agent import PASSWORD, add_agents

SHOP = "guarantee"
LABEL = "a photo of the shipping label"
PHONE = {"width": 320, "height": 640}
HANDED_OVER = """([content, event, place]) => {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "label.jpg", {type: "image/jpeg"}));
    const target = document.querySelector("aftersales-chat").shadowRoot.querySelector(place);
    const init = {bubbles: true, cancelable: true};
    target.dispatchEvent(event === "paste"
        ? new ClipboardEvent("paste", {...init, clipboardData: data})
        : new DragEvent(event, {...init, dataTransfer: data}));
}"""

Visit = Callable[[str], ShopPage]
Profile = Callable[..., BrowserContext]


@pytest.fixture
def label(tmp_path: Path) -> Path:
    """A photo with the place where it was taken."""
    photo = tmp_path / "label.jpg"
    photo.write_bytes(files.with_exif())
    return photo


def opens_a_claim(shop: ShopPage, orders: OrderBook) -> str:
    """A claim opened in the chat; gives the path of its page, as the chat tells it."""
    number = orders.add(SHOP, delivered=3)
    shop.says(f"Order {number}, {EMAIL}. The camera never worked.")
    shop.answers({**MISUSE_QUESTIONS, "which would you like": "replacement"})
    shop.picks("Yes")
    link = shop.log.locator('a[href*="/claims/"]').last
    return urlsplit(str(link.get_attribute("href"))).path


def opens_tray(page: Page) -> None:
    page.get_by_role("button", name="Send photos or videos").click()
    expect(page.get_by_label("What do they show?")).to_be_visible()


def chooses(page: Page, *photos: Path) -> None:
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="Choose files").click()
    asked.value.set_files(photos)


def check(page: Page) -> None:
    """Axe finds nothing."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_photo_goes_from_the_chat_to_the_claims_page(
    visit: Visit, page: Page, orders: OrderBook, address: str, label: Path
) -> None:
    shop = visit(SHOP)
    claim_page = opens_a_claim(shop, orders)
    opens_tray(page)
    page.get_by_label("What do they show?").select_option(label=LABEL)
    chooses(page, label)
    page.get_by_role("button", name="Send it").click()
    expect(shop.log).to_contain_text("“label.jpg” is now with claim")
    expect(page.get_by_role("region", name="Photos and videos")).to_be_hidden()
    page.reload()
    expect(shop.log).to_contain_text("“label.jpg” is now with claim")

    page.goto(address + claim_page)
    received = page.locator(".piece.received")
    expect(received).to_contain_text("A photo of the shipping label")
    photo = received.get_by_role("link", name="label.jpg").locator("img")
    expect(photo).to_have_js_property("complete", True)
    assert photo.evaluate("image => image.naturalHeight > image.naturalWidth"), "turned upright"


def test_photos_are_dropped_and_pasted(visit: Visit, page: Page, orders: OrderBook, ledger: Ledger) -> None:
    shop = visit(SHOP)
    opens_a_claim(shop, orders)
    before, content = ledger.count(EvidenceFile), base64.b64encode(files.picture()).decode()
    page.evaluate(HANDED_OVER, [content, "drop", ".chat"])
    expect(page.get_by_role("button", name="Send it")).to_be_focused()
    page.evaluate(HANDED_OVER, [content, "paste", "textarea"])
    page.get_by_role("button", name="Send 2 files").click()
    expect(page.get_by_role("region", name="Photos and videos")).to_be_hidden()
    assert ledger.count(EvidenceFile) == before + 2
    expect(shop.log.get_by_text("“label.jpg” is now with claim")).to_have_count(2)


def test_sending_can_be_cancelled_and_leaves_nothing(
    visit: Visit, page: Page, orders: OrderBook, ledger: Ledger, tmp_path: Path
) -> None:
    opens_a_claim(visit(SHOP), orders)
    before = ledger.count(EvidenceFile)
    film = tmp_path / "film.mp4"
    film.write_bytes(files.mp4(data=b"\0" * 20_000_000))
    slow = page.context.new_cdp_session(page)
    line = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": 300_000}
    slow.send("Network.emulateNetworkConditions", line)
    opens_tray(page)
    chooses(page, film)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("progressbar", name="Sending film.mp4")).to_be_visible()
    page.get_by_role("button", name="Cancel film.mp4").click()
    expect(page.locator(".upload-row")).to_have_count(0)
    slow.send("Network.emulateNetworkConditions", {**line, "uploadThroughput": -1})
    assert ledger.count(EvidenceFile) == before


def test_what_is_no_photo_is_told_beside_it(visit: Visit, page: Page, orders: OrderBook, tmp_path: Path) -> None:
    opens_a_claim(visit(SHOP), orders)
    empty = tmp_path / "<img src=x onerror=alert(1)>.jpg"
    empty.write_bytes(b"")
    opens_tray(page)
    chooses(page, empty)
    expect(page.get_by_role("alert")).to_contain_text("Not sent. It is empty.")
    expect(page.locator(".upload-name")).to_have_text(empty.name)
    expect(page.locator(".send:visible")).to_have_count(1)


def test_thirty_scripts_as_names_of_files_are_text(
    visit: Visit, page: Page, profile: Profile, orders: OrderBook, address: str, engine: Engine
) -> None:
    """In the chat, on the claim's page, and at the desk."""
    ran: list[str] = []
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    shop = visit(SHOP)
    claim_page = opens_a_claim(shop, orders)
    names = [shown_name(attack.replace('"', "'")) for attack in XSS]
    films = [
        FilePayload(name=name, mimeType="video/mp4", buffer=files.mp4(data=bytes([number]) * 99))
        for number, name in enumerate(names)
    ]
    opens_tray(page)
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="Choose files").click()
    asked.value.set_files(films)
    assert page.locator(".upload-name").all_inner_texts() == names
    page.get_by_role("button", name="Send 30 files").click()
    expect(page.get_by_role("region", name="Photos and videos")).to_be_hidden()
    for name in names:
        expect(shop.log).to_contain_text(f"“{name}” is now with claim")
    page.get_by_role("button", name="Talk to a person").first.click()
    expect(page.get_by_label("Who answers")).to_be_visible()
    page.goto(address + claim_page)
    assert sorted(page.locator(".files a span:last-child").all_inner_texts()) == sorted(names)

    add_agents(engine, "ann")
    desk = profile().new_page()
    desk.on("dialog", lambda dialog: ran.append(dialog.message))
    desk.goto(f"{address}/desk/sign-in")
    desk.get_by_label("Name").fill("ann")
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.get_by_role("heading", name="Queue")).to_be_visible()
    desk.goto(f"{address}/desk?state=waiting")
    desk.get_by_role("listitem").last.get_by_role("link").click()
    shown = desk.locator(".piece a")
    expect(shown).to_have_count(len(names))
    shown.first.click()
    expect(desk.get_by_role("dialog").locator("video")).to_be_visible()
    assert desk.get_by_role("dialog").locator("strong").inner_text() in names
    assert ran == []


def test_the_keyboard_is_enough(visit: Visit, page: Page, orders: OrderBook, label: Path) -> None:
    shop = visit(SHOP)
    opens_a_claim(shop, orders)
    page.get_by_role("button", name="Send photos or videos").focus()
    page.keyboard.press("Enter")
    with page.expect_file_chooser() as asked:
        # Looked at only now: the answer comes once the page is ready to tell of the chooser.
        expect(page.get_by_role("button", name="Choose files")).to_be_focused()
        page.keyboard.press("Enter")
    asked.value.set_files(label)
    expect(page.get_by_role("button", name="Send it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(shop.log).to_contain_text("“label.jpg” is now with claim")
    expect(page.get_by_role("button", name="Send photos or videos")).to_be_focused()


def test_before_there_is_a_claim_that_is_told(visit: Visit, page: Page) -> None:
    visit(SHOP)
    page.get_by_role("button", name="Send photos or videos").click()
    expect(page.locator(".notice")).to_contain_text("Tell me first what happened.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(profile: Profile, address: str, orders: OrderBook, label: Path, scheme: str) -> None:
    page = profile(bypass_csp=True, color_scheme=scheme).new_page()  # axe tries inline styles, which our pages forbid
    claim_page = opens_a_claim(ShopPage(page, address, SHOP).open(), orders)
    opens_tray(page)
    chooses(page, label)
    check(page)
    page.goto(address + claim_page)
    check(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_a_camera_and_room_for_everything(
    profile: Profile, address: str, orders: OrderBook, label: Path, scheme: str
) -> None:
    page = profile(viewport=PHONE, has_touch=True, is_mobile=True, color_scheme=scheme).new_page()
    claim_page = opens_a_claim(ShopPage(page, address, SHOP).open(), orders)
    opens_tray(page)
    expect(page.get_by_role("button", name="Take a photo")).to_be_visible()
    page.goto(address + claim_page)
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="Add a photo or video: A photo of the shipping label").click()
    asked.value.set_files(label)
    expect(page.locator(".piece.received")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_claim_is_withdrawn_on_its_page(visit: Visit, page: Page, orders: OrderBook, address: str) -> None:
    claim_page = opens_a_claim(visit(SHOP), orders)
    page.goto(address + claim_page)
    page.get_by_role("button", name="Withdraw this claim").click()
    page.get_by_role("link", name="No, keep it").click()
    page.get_by_role("button", name="Withdraw this claim").click()
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.get_by_role("status")).to_have_text("You withdrew this claim.")
    expect(page.get_by_role("button", name="Withdraw this claim")).to_have_count(0)
