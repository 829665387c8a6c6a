"""The transcript by e-mail: to the address on the verified order only, whatever a page asks for."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import outbox
from aftersales.records.database import reading, writing
from aftersales.records.tables import OutboxItem
from aftersales.services.orders.demo_orders import fill_demo_orders
from aftersales.settings import Settings
from tests.web.mail_server import mail_server
from tests.web.visitor import Visitor
from tests.web.waiting import wait_until
from web.embed_token import EmbedTokens

MAIL = "/api/transcript/mail?shop=qualir"


@pytest.fixture
def token(engine: Engine, settings: Settings) -> str:
    with writing(engine) as session:
        fill_demo_orders(session, settings.today())
    return EmbedTokens(settings).make("qualir", "ben.brown@example.com", "QA-10318")


@pytest.fixture
def known(address: str, token: str) -> Visitor:
    """A visitor whose order is verified."""
    visitor = Visitor(address)
    assert visitor.comes(token=token).status_code == 201
    return visitor


def mails(engine: Engine) -> list[OutboxItem]:
    with reading(engine) as session:
        return outbox.list_items(session, kind="mail")


def test_it_goes_to_the_address_on_the_order(known: Visitor, engine: Engine) -> None:
    answer = known.client.post(MAIL, json={})
    assert (answer.status_code, answer.json()) == (202, {"address": "b…@example.com", "is_kept": True})
    assert [mail.recipient for mail in mails(engine)] == ["ben.brown@example.com"]


def test_asking_twice_sends_it_once(known: Visitor, engine: Engine) -> None:
    assert [known.client.post(MAIL, json={}).status_code for _ in range(3)] == [202] * 3
    assert len(mails(engine)) == 1


def test_without_a_verified_order_it_is_refused_in_words(visitor: Visitor, engine: Engine) -> None:
    refusal = visitor.client.post(MAIL, json={})
    assert refusal.status_code == 409
    assert "order number and e-mail address" in refusal.json()["detail"]
    assert mails(engine) == []


@pytest.mark.parametrize("body", [{"email": "me@evil.example"}, {"address": "x@y.example"}, [], "x"])
def test_an_address_cannot_be_chosen(known: Visitor, engine: Engine, body: Any) -> None:
    assert known.client.post(MAIL, json=body).status_code == 422
    assert mails(engine) == []


def test_a_stranger_gets_nothing(known: Visitor, address: str, engine: Engine) -> None:
    assert Visitor(address).client.post(MAIL, json={}).status_code == 404
    assert known.client.post(MAIL, json={}, headers={"Origin": "https://evil.example"}).status_code == 403
    assert mails(engine) == []


def test_more_than_five_an_hour_are_refused(known: Visitor, engine: Engine) -> None:
    statuses = []
    for number in range(7):
        known.says(f"message {number}")
        statuses.append(known.client.post(MAIL, json={}).status_code)
    assert statuses == [202] * 5 + [429] * 2
    assert len(mails(engine)) == 5


def test_it_arrives_at_a_real_mail_server(web: Callable[..., str], token: str) -> None:
    with mail_server() as postbox:
        visitor = Visitor(web(mail=postbox.settings()))
        visitor.comes(token=token)
        visitor.says("Where is <b>my</b> parcel?")
        assert visitor.client.post(MAIL, json={}).json()["is_kept"] is False
        wait_until(lambda: bool(postbox.mails))
        (mail,) = postbox.mails
        assert mail["To"] == "ben.brown@example.com"
        assert "you:\nWhere is <b>my</b> parcel?" in mail.get_content().replace("\r\n", "\n")
