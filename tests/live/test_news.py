"""What is done in the chat reaches mailboxes and other systems: through a real mail server and receiver."""

import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from aftersales.settings import LOOPBACK
from tests.live.ledger import Ledger
from tests.live.orders import OrderBook
from tests.live.system import POLL_SECONDS, System
from tests.live.web_process import web_process
from tests.web.mail_server import SENDER, Postbox, mail_server
from tests.web.serving import serving
from tests.web.visitor import PATIENCE_SECONDS, Visitor
from tests.web.webhook_receiver import Receiver

EMAIL = "mail.reader@example.com"
SECRET = "shared with the help desk"


@pytest.fixture(scope="module")
def postbox() -> Iterator[Postbox]:
    with mail_server() as postbox:
        yield postbox


@pytest.fixture(scope="module")
def receiver() -> Receiver:
    return Receiver(SECRET)


@pytest.fixture(scope="module")
def address(system: System, postbox: Postbox, receiver: Receiver) -> Iterator[str]:
    with serving(receiver.app()) as port:
        settings = {
            "SMTP_HOST": LOOPBACK,
            "SMTP_PORT": str(postbox.port),
            "SMTP_TLS": "off",
            "MAIL_FROM": SENDER,
            "WEBHOOK_URL": f"http://{LOOPBACK}:{port}/events",
            "WEBHOOK_SECRET": SECRET,
        }
        with web_process(system, **settings) as address:
            yield address


@pytest.fixture
def visitor(address: str) -> Visitor:
    visitor = Visitor(address, shop="qualir")
    visitor.client.timeout = 60
    assert visitor.comes().status_code == 201
    return visitor


def wait_for(found: Callable[[], Any]) -> Any:
    """What is found, once it is there."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (there := found()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(POLL_SECONDS)
    return there


def mail_about(postbox: Postbox, words: str) -> EmailMessage:
    """The e-mail to our customer whose subject holds the words."""
    mails = postbox.mails
    found = wait_for(lambda: [mail for mail in mails if mail["To"] == EMAIL and words in mail["Subject"]])
    return found[0]


def test_a_claim_comes_by_e_mail_and_webhook_and_so_does_its_end(
    visitor: Visitor, orders: OrderBook, ledger: Ledger, postbox: Postbox, receiver: Receiver
) -> None:
    number = orders.add("qualir", delivered=5, email=EMAIL)
    visitor.says(f"You sent me the wrong item. Order {number}, {EMAIL}")
    visitor.says("yes")
    claim = ledger.claim(number)
    text = mail_about(postbox, f"Your claim {claim.reference}").get_content()
    assert claim.authorisation_number in text
    assert "/claims/" in text
    opened = wait_for(lambda: receiver.seen.get(f"claim.opened:{claim.reference}"))
    assert (opened["shop"], opened["data"]["order"]) == ("qualir", number)
    visitor.says("I want to withdraw my claim")
    visitor.says("yes")
    assert "withdrawn" in mail_about(postbox, f"News of your claim {claim.reference}").get_content()
    changed = wait_for(lambda: receiver.seen.get(f"claim.changed:{claim.reference}:3"))
    assert (changed["data"]["from"], changed["data"]["to"]) == ("authorised", "withdrawn")


def test_a_cancelled_order_comes_by_e_mail(visitor: Visitor, orders: OrderBook, postbox: Postbox) -> None:
    number = orders.add("rma", "placed", email=EMAIL)
    visitor.says(f"Please cancel my order {number}, {EMAIL}")
    visitor.says("yes")
    assert "49.00 USD will be refunded" in mail_about(postbox, f"{number} at RMA is cancelled").get_content()


def test_the_wish_for_a_person_comes_by_webhook_without_words(visitor: Visitor, receiver: Receiver) -> None:
    visitor.says("I am Kim Larsen and very angry, give me a person")

    def handover() -> Any:
        told = [event for event in list(receiver.seen.values()) if event["type"] == "handover.requested"]
        return [event for event in told if event["data"]["reason"] == "asked_for"]

    (event,) = wait_for(handover)
    assert event["data"]["handover"].startswith("H-")
    assert not any(word in str(event) for word in ("Kim", "angry", "@"))
