"""Webhooks to a real receiver: signed so that the documented check holds, and tried again until they are taken."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import httpx
import pytest
from sqlalchemy.engine import Engine

from aftersales.records import outbox
from aftersales.records.database import reading, writing
from aftersales.records.tables import OutboxItem
from aftersales.services.bootstrap import Premises
from aftersales.services.news.outbox import post_event
from aftersales.settings import Settings, WebhookTarget
from tests.web.conftest import POLICIES
from tests.web.serving import serving
from tests.web.waiting import wait_until
from tests.web.webhook_receiver import Receiver, documented_check
from web.outbox_sender import OutboxSender
from web.webhook_signature import sign

SECRET = "the shared secret"
DATA = {"claim": "C-1", "order": "QA-1", "version": 1}


@pytest.fixture
def receiver() -> Receiver:
    return Receiver(SECRET)


@pytest.fixture
def url(receiver: Receiver) -> Iterator[str]:
    with serving(receiver.app()) as port:
        yield f"http://127.0.0.1:{port}/events"


@pytest.fixture
def premises(engine: Engine, settings: Settings, url: str) -> Premises:
    target = {"": WebhookTarget(url, SECRET)}
    return Premises(replace(settings, webhooks=target, outbox_retry_seconds=0.001, outbox_tries=3), POLICIES, engine)


@pytest.fixture
def post(engine: Engine) -> Callable[[str], None]:
    def post(key: str) -> None:
        with writing(engine) as session:
            post_event(session, "claim.opened", key, "rma", DATA, datetime.now(timezone.utc) - timedelta(seconds=1))

    return post


def send_all(premises: Premises) -> None:
    """Let a sender try until nothing waits."""

    async def run() -> None:
        sender = OutboxSender(premises)
        while any(item.state == "waiting" for item in items(premises.engine)):
            await sender.send_due()
        await sender.stop()

    asyncio.run(run())


def items(engine: Engine) -> list[OutboxItem]:
    with reading(engine) as session:
        return outbox.list_items(session)


def test_an_event_arrives_signed(premises: Premises, receiver: Receiver, post: Callable[[str], None]) -> None:
    post("C-1")
    send_all(premises)
    event = receiver.seen["claim.opened:C-1"]
    assert (event["type"], event["shop"], event["data"]) == ("claim.opened", "rma", DATA)
    assert datetime.fromisoformat(event["time"].replace("Z", "+00:00")) <= datetime.now(timezone.utc)
    assert [item.state for item in items(premises.engine)] == ["sent"]


def test_a_receiver_that_fails_gets_the_same_event_again(
    premises: Premises, receiver: Receiver, post: Callable[[str], None]
) -> None:
    receiver.answers = [500, 503]
    post("C-1")
    send_all(premises)
    assert len(receiver.calls) == 3
    assert len({body for _, _, body in receiver.calls}) == 1
    assert list(receiver.seen) == ["claim.opened:C-1"]
    assert (items(premises.engine)[0].state, items(premises.engine)[0].attempts) == ("sent", 3)


def test_a_receiver_that_never_takes_it_is_given_up_with_the_reason(
    premises: Premises, receiver: Receiver, post: Callable[[str], None]
) -> None:
    receiver.answers = [500, 500, 404]
    post("C-1")
    send_all(premises)
    (item,) = items(premises.engine)
    assert (item.state, item.attempts, item.last_error) == ("failed", 3, "it answered 404")


def test_a_redirect_is_not_followed(premises: Premises, receiver: Receiver, post: Callable[[str], None]) -> None:
    receiver.answers = [302]
    post("C-1")
    send_all(premises)
    assert len(receiver.calls) == 2
    assert receiver.seen


def test_a_receiver_with_another_secret_takes_nothing(
    premises: Premises, receiver: Receiver, post: Callable[[str], None]
) -> None:
    receiver.secret = "another"
    post("C-1")
    send_all(premises)
    assert (receiver.calls, items(premises.engine)[0].last_error) == ([], "it answered 401")


def test_a_receiver_that_is_away_is_tried_again(premises: Premises, post: Callable[[str], None]) -> None:
    away = replace(premises.settings, webhooks={"": WebhookTarget("http://127.0.0.1:1/", SECRET)})
    post("C-1")
    send_all(replace(premises, settings=away))
    assert str(items(premises.engine)[0].last_error).startswith("ConnectError")


def test_one_that_fails_does_not_hold_up_the_others(
    premises: Premises, receiver: Receiver, post: Callable[[str], None]
) -> None:
    receiver.answers = [500, 500, 500]
    for number in range(20):
        post(f"C-{number}")
    send_all(premises)
    assert len(receiver.seen) == 20


def test_two_senders_beside_each_other_send_nothing_twice(
    premises: Premises, receiver: Receiver, post: Callable[[str], None]
) -> None:
    for number in range(30):
        post(f"C-{number}")

    async def run_two() -> None:
        senders = [OutboxSender(premises) for _ in range(2)]
        while any(item.state == "waiting" for item in items(premises.engine)):
            await asyncio.gather(*(sender.send_due() for sender in senders))
        for sender in senders:
            await sender.stop()

    asyncio.run(run_two())
    assert len(receiver.calls) == len(receiver.seen) == 30


def test_an_old_call_played_again_and_a_changed_one_are_refused(
    premises: Premises, receiver: Receiver, url: str, post: Callable[[str], None]
) -> None:
    post("C-1")
    send_all(premises)
    ((timestamp, signature, body),) = receiver.calls
    is_genuine = documented_check()
    assert is_genuine(SECRET, timestamp, signature, body)
    assert not is_genuine(SECRET, timestamp, signature, body.replace(b"rma", b"abc"))
    assert not is_genuine(SECRET, str(int(timestamp) + 1), signature, body)
    assert not is_genuine(SECRET, "²", signature, body)
    old = int(time.time()) - 301
    replayed = {"Aftersales-Timestamp": str(old), "Aftersales-Signature": sign(SECRET, old, body)}
    assert httpx.post(url, content=body, headers=replayed).status_code == 401


def test_the_web_process_sends_by_itself(
    web: Callable[..., str], receiver: Receiver, url: str, post: Callable[[str], None]
) -> None:
    web(webhooks={"": WebhookTarget(url, SECRET)})
    post("C-1")
    wait_until(lambda: bool(receiver.seen))


def test_a_shops_own_webhook_gets_its_events_only(
    premises: Premises, receiver: Receiver, url: str, engine: Engine, post: Callable[[str], None]
) -> None:
    target: dict[str, Any] = {"qualir": WebhookTarget(url, SECRET)}
    post("of-rma")
    with writing(engine) as session:
        post_event(session, "claim.opened", "of-qualir", "qualir", DATA, datetime.now(timezone.utc))
    time_to_send = replace(premises, settings=replace(premises.settings, webhooks=target))
    send_all(time_to_send)
    assert list(receiver.seen) == ["claim.opened:of-qualir"]
