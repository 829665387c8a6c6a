"""Requests that no page of ours sends: refused or ignored as the HTTP interface says, and the chat still answers."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.web.visitor import Visitor

ID = "message-x"


@pytest.fixture(autouse=True)
def the_chat_still_answers(visitor: Visitor) -> Iterator[None]:
    yield
    assert visitor.says("Still there?", "at-the-end").json()["answer"][0]["text"] == "You said: Still there?"


def by_hand(address: str, *lines: str) -> str:
    """The first line of what the server answers to a request written by hand."""
    host, port = urlsplit(address).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        return connection.makefile("rb").readline().decode().strip()


def test_ten_megabytes_are_refused(visitor: Visitor) -> None:
    assert visitor.posts({"client_id": ID, "text": "x" * 10_000_000}).status_code == 413


@pytest.mark.parametrize("shop", ["qualir%00", "%ED%A0%80", "a" * 300, "../rma", "qualir;rma", "QUALIR", ""])
def test_a_shop_that_is_none_is_unknown(visitor: Visitor, shop: str) -> None:
    for path in ("transcript", "events"):
        assert visitor.client.get(f"/api/{path}?shop={shop}").status_code == 404
    sent = visitor.client.post(f"/api/messages?shop={shop}", json={"client_id": ID, "text": "x"})
    assert sent.status_code == 404


@pytest.mark.parametrize("shop", ["qualir\u0000", "a" * 300, "../rma", "QUALIR", "", "__proto__"])
def test_no_conversation_begins_at_a_shop_that_is_none(visitor: Visitor, shop: str) -> None:
    assert visitor.client.post("/api/conversation", json={"shop": shop}).status_code == 404


def test_streaming_cannot_be_asked_for(visitor: Visitor) -> None:
    sent = visitor.client.post("/api/messages?shop=qualir&stream=true", json={"client_id": ID, "text": "Hello"})
    assert sent.json()["answer"][0]["text"] == "You said: Hello"


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_method_cannot_be_overridden(visitor: Visitor, header: str) -> None:
    assert visitor.client.get("/api/messages?shop=qualir&_method=POST", headers={header: "POST"}).status_code == 405


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused(visitor: Visitor, method: str) -> None:
    assert visitor.client.request(method, "/api/messages?shop=qualir").status_code == 405


@pytest.mark.parametrize("host", ["evil/x?", "evil.example/../", "a b", "evil@shop", "<script>", "shop:99999999", ""])
def test_a_host_that_cannot_be_is_refused(address: str, host: str) -> None:
    assert " 400 " in f"{by_hand(address, 'GET /health HTTP/1.1', f'Host: {host}')} "


def test_there_are_no_websockets(address: str) -> None:
    upgrade = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: eA==")
    answer = by_hand(
        address, "GET /api/events?shop=qualir HTTP/1.1", "Host: shop", "Origin: https://evil.example", *upgrade
    )
    assert " 101 " not in answer


def test_a_file_in_five_thousand_parts_is_not_given_out(visitor: Visitor) -> None:
    parts = ",".join(f"{start}-{start + 1}" for start in range(0, 10_000, 2))
    answer = visitor.client.get("/static/chat.js", headers={"Range": f"bytes={parts}"})
    assert answer.status_code in (200, 206, 400, 416, 431)
    assert len(answer.content) < 1_000_000


def test_a_made_up_forwarding_address_buys_no_new_conversations(address: str) -> None:
    """The proxy adds the address it sees at the end; what a visitor writes before that counts for nothing."""
    stranger = Visitor(address)
    statuses = []
    for number in range(125):
        headers = {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"}
        body = {"shop": "qualir", "fresh": True}
        statuses.append(stranger.client.post("/api/conversation", json=body, headers=headers).status_code)
    assert (statuses.count(201), statuses[-5:]) == (120, [429] * 5)
