"""The five main flows, each in a real browser at a shop of its own, from the page to the ledger."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.live.browser.shop_page import ShopPage
from tests.live.ledger import Ledger
from tests.live.told_requests import COMPLETE, FACTORY_FAULT

Visit = Callable[[str], ShopPage]


def test_an_order_is_cancelled(visit: Visit, ledger: Ledger) -> None:
    shop = visit("saferexpert")
    shop.says("I would like to cancel order SX-50678, my address is anna.keller@example.com")
    expect(shop.card).to_contain_text("Yes, this order can be cancelled.")
    assert ledger.order("SX-50678").status == "placed"
    shop.picks("Yes")
    expect(shop.log).to_contain_text("SX-50678 is cancelled")
    assert ledger.order("SX-50678").status == "cancelled"
    assert len(ledger.operations("SX-50678")) == 1
    expect(shop.order("SX-50678").locator(".badge")).to_have_text("Cancelled")


def test_a_fault_becomes_a_warranty_claim(visit: Visit, ledger: Ledger) -> None:
    shop = visit("qualir")
    shop.gets_help_with("QA-10234")
    shop.says("The camera has stopped working")
    shop.answers(FACTORY_FAULT)
    expect(shop.card).to_contain_text("Yes, this is covered.")
    expect(shop.card.locator(".last-day")).to_contain_text("days left, until")
    clause = shop.card.get_by_role("button", name="Q-01").first
    clause.click()
    expect(clause).to_have_attribute("aria-expanded", "true")
    expect(shop.card).to_contain_text("Every product has at least one year of warranty.")
    shop.picks("Yes")
    claim = ledger.claim("QA-10234")
    expect(shop.log).to_contain_text(claim.reference)
    expect(shop.order("QA-10234")).to_contain_text(claim.reference)


def test_what_arrived_dead_is_replaced(visit: Visit, ledger: Ledger) -> None:
    shop = visit("guarantee")
    shop.gets_help_with("GU-20345")
    shop.says("The action camera never worked.")
    shop.answers({"which item": "Action camera 4K", **FACTORY_FAULT, "which would you like": "a replacement"})
    expect(shop.card).to_contain_text("the shop pays")
    shop.picks("Yes")
    assert ledger.claim("GU-20345").remedy == "replacement"


def test_an_unused_item_goes_back_under_an_rma_number(visit: Visit, ledger: Ledger) -> None:
    shop = visit("rma")
    shop.gets_help_with("ON-41143")
    shop.says("I changed my mind and would like to return this, it is unused")
    shop.answers(COMPLETE)
    expect(shop.card).to_contain_text("Refund: 58.30 USD")
    shop.picks("Yes")
    number = ledger.claim("ON-41143").authorisation_number
    assert number
    expect(shop.log).to_contain_text(number)


def test_what_the_policy_is_silent_on_goes_to_a_person(visit: Visit, ledger: Ledger) -> None:
    shop = visit("highvalue")
    shop.gets_help_with("HV-30529")
    shop.says("You sent me the wrong item.")
    expect(shop.card).to_contain_text("The policy of Highvalue does not settle this")
    assert shop.card.evaluate("card => card.classList.contains('needs_human')")
    expect(shop.log).to_contain_text("H-0")
