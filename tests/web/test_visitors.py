"""Whose conversation it is: a secret in a cookie that the server has made, and nothing that a visitor chooses."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Engine

from aftersales.records.database import writing
from aftersales.records.tables import Conversation
from aftersales.services.orders.demo_orders import fill_demo_orders
from aftersales.settings import Settings
from tests.web.visitor import Visitor
from web.embed_token import EmbedTokens
from web.visitors import conversation_of

ROUTES = ["/api/events", "/api/transcript"]


def test_the_cookie_is_random_and_out_of_reach_of_scripts_and_other_sites(address: str) -> None:
    (cookie,) = Visitor(address).comes().headers.get_list("set-cookie")
    assert re.match(r"aftersales_qualir=[0-9a-f]{32}; ", cookie)
    for part in ("HttpOnly", "SameSite=lax", "Path=/api"):
        assert part in cookie


def test_the_ledger_does_not_hold_the_secret(visitor: Visitor, engine: Engine) -> None:
    secret = visitor.client.cookies["aftersales_qualir"]
    with writing(engine) as session:
        (conversation,) = session.query(Conversation)
        assert conversation.id == conversation_of(secret) != secret


def test_coming_back_goes_on_with_the_same_conversation(visitor: Visitor) -> None:
    visitor.says("Hello")
    again = visitor.comes()
    assert (again.status_code, again.json()) == (200, {"is_new": False})
    assert "You said: Hello" in visitor.transcript()


def test_starting_over_begins_a_new_conversation(visitor: Visitor) -> None:
    visitor.says("Hello")
    assert visitor.comes(fresh=True).status_code == 201
    assert "Hello, I am" in visitor.transcript()
    assert "You said" not in visitor.transcript()


def test_each_shop_has_a_conversation_of_its_own(visitor: Visitor) -> None:
    visitor.says("Hello")
    visitor.shop = "rma"
    assert visitor.comes().status_code == 201
    assert "You said" not in visitor.transcript()


def test_two_visitors_cannot_read_each_other(visitor: Visitor, address: str) -> None:
    visitor.says("My secret")
    other = Visitor(address)
    other.comes()
    assert "My secret" not in other.transcript()
    with other.listening() as heard:
        heard.wait_for("What can I do")
        assert "My secret" not in str(heard.events)


@pytest.mark.parametrize("secret", ["", "0" * 32, "f" * 32, "../../x", "a" * 31, "A" * 32])
def test_a_made_up_secret_opens_nothing(address: str, secret: str) -> None:
    stranger = Visitor(address)
    stranger.client.cookies.set("aftersales_qualir", secret)
    for route in ROUTES:
        assert stranger.client.get(f"{route}?shop=qualir").status_code == 404
    assert stranger.says("Hello").status_code == 404
    assert stranger.comes().status_code == 201
    assert conversation_of(stranger.client.cookies.get("aftersales_qualir", path="/api")) != conversation_of(secret)


def test_a_conversations_own_id_opens_nothing(visitor: Visitor, address: str) -> None:
    stranger = Visitor(address)
    stranger.client.cookies.set("aftersales_qualir", conversation_of(visitor.client.cookies["aftersales_qualir"]))
    assert stranger.client.get("/api/transcript?shop=qualir").status_code == 404


def test_an_unknown_shop_is_refused(address: str) -> None:
    assert Visitor(address, shop="nobody").comes().status_code == 404


def test_a_customer_whom_the_shop_vouches_for_is_not_asked_again(
    address: str, settings: Settings, engine: Engine
) -> None:
    with writing(engine) as session:
        fill_demo_orders(session, settings.today())
    token = EmbedTokens(settings).make("qualir", "ben.brown@example.com", "QA-10318")
    known = Visitor(address)
    assert known.comes(token=token).status_code == 201
    assert "about your order QA-10318" in known.transcript()
    with writing(engine) as session:
        (conversation,) = session.query(Conversation)
        assert conversation.order_id is not None


def test_a_forged_foreign_or_old_token_is_refused(web: Callable[..., str], settings: Settings) -> None:
    address = web()
    good = EmbedTokens(settings).make("qualir", "ben.brown@example.com", "QA-10318")
    forged = EmbedTokens(replace(settings, web_secret="guessed")).make("qualir", "ben.brown@example.com", "QA-10318")
    elsewhere = EmbedTokens(settings).make("rma", "ben.brown@example.com", "QA-10318")
    for token in (forged, elsewhere, good[:-1], "", "x"):
        assert Visitor(address).comes(token=token).status_code == 403
    late = Visitor(web(web_token_minutes=-1))
    assert late.comes(token=good).status_code == 403
