"""The sender with a real mail server: what fails for now goes later, what fails for good is kept with its reason."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import conversations, outbox, transcript
from aftersales.records.database import reading, writing
from aftersales.records.tables import OutboxItem
from aftersales.services.bootstrap import Premises
from aftersales.services.news.outbox import post_mail
from aftersales.settings import Settings
from tests.web.conftest import POLICIES
from tests.web.mail_server import Postbox, mail_server
from web.outbox_sender import OutboxSender

CUSTOMER = "anna.keller@example.com"
SAID = "My camera is scorched"


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with mail_server() as postbox:
        yield postbox


@pytest.fixture
def premises(engine: Engine, settings: Settings, postbox: Postbox) -> Premises:
    told = {"mail": postbox.settings(), "outbox_retry_seconds": 0.001, "outbox_tries": 3}
    return Premises(replace(settings, **told), POLICIES, engine)  # type: ignore[arg-type]


@pytest.fixture
def post(engine: Engine) -> Callable[..., None]:
    """Puts the transcript of a conversation into the outbox."""

    def post(key: str = "c1:1", recipient: str = CUSTOMER) -> None:
        now = datetime.now(timezone.utc)
        with writing(engine) as session:
            conversations.get_or_start(session, "c1", now)
            transcript.append(session, "c1", "customer", SAID, now, client_id="the-only-one")
            about = {"conversation": "c1", "upto": 1}
            post_mail(session, "conversation.transcript", key, "qualir", recipient, about, now)

    return post


def send_all(premises: Premises) -> None:
    async def run() -> None:
        sender = OutboxSender(premises)
        while any(item.state == "waiting" for item in items(premises.engine)):
            await sender.send_due()
        await sender.stop()

    asyncio.run(run())


def items(engine: Engine) -> list[OutboxItem]:
    """What is in the outbox, the oldest first."""
    with reading(engine) as session:
        return outbox.list_items(session)[::-1]


def test_a_server_that_is_busy_gets_it_later(premises: Premises, postbox: Postbox, post: Callable[..., None]) -> None:
    postbox.refusals["DATA"] = ["451 4.3.0 busy", "421 4.3.0 going down"]
    post()
    send_all(premises)
    (item,) = items(premises.engine)
    assert (item.state, item.attempts, item.last_error) == ("sent", 3, None)
    assert [mail["To"] for mail in postbox.mails] == [CUSTOMER]


def test_a_server_that_stays_busy_is_given_up(premises: Premises, postbox: Postbox, post: Callable[..., None]) -> None:
    postbox.refusals["RCPT"] = ["451 4.7.1 greylisted"] * 3
    post()
    send_all(premises)
    (item,) = items(premises.engine)
    assert (item.state, item.attempts) == ("failed", 3)
    assert "greylisted" in str(item.last_error)


def test_an_address_that_is_refused_for_good_is_tried_once_and_holds_up_nobody(
    premises: Premises, postbox: Postbox, post: Callable[..., None]
) -> None:
    postbox.refusals["RCPT"] = ["550 5.1.1 no such user"]
    post("c1:1")
    send_all(premises)
    post("c1:2", "anna@example.com\r\nBcc: all@example.com")
    post("c1:3", "ben.brown@example.com")
    send_all(premises)
    assert [(item.state, item.attempts) for item in items(premises.engine)] == [
        ("failed", 1), ("failed", 1), ("sent", 1)
    ]  # fmt: skip
    assert [envelope.rcpt_tos for envelope in postbox.envelopes] == [["ben.brown@example.com"]]


def test_the_log_tells_how_it_went_and_names_nobody(
    premises: Premises, postbox: Postbox, post: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "web")
    postbox.refusals["RCPT"] = [f"550 5.1.1 <{CUSTOMER}> unknown"]
    post("c1:1")
    send_all(premises)
    post("c1:2")
    send_all(premises)
    told = [getattr(record, "fields", {}) for record in caplog.records if record.name == "web.outbox"]
    assert [line["outcome"] for line in told] == ["given up", "sent"]
    assert not any(personal in str(told) for personal in (CUSTOMER, "anna", SAID))
