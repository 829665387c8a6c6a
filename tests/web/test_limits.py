"""Bad input: refused with a status and a sentence, nothing half-stored, and the chat still answers."""

import logging
from collections.abc import Callable

import pytest

from tests.web.fake_rasa import FakeRasa
from tests.web.visitor import Visitor
from web.problems import Problem
from web.start_limit import StartLimit

ID = "message-x"


def refused(visitor: Visitor, body: object, status: int) -> str:
    """The sentence of the refusal; afterwards the chat still answers."""
    response = visitor.posts(body)
    document = response.json()
    assert (response.status_code, document["status"]) == (status, status), document
    assert response.headers["content-type"] == "application/problem+json"
    assert set(document) == {"type", "title", "status", "detail"}
    assert visitor.says("Still there?").json()["answer"][0]["text"] == "You said: Still there?"
    return str(document["detail"])


def test_two_thousand_characters_are_taken_and_one_more_is_refused(visitor: Visitor) -> None:
    assert visitor.says("x" * 2000).status_code == 200
    assert "2,000 characters" in refused(visitor, {"client_id": ID, "text": "x" * 2001}, 413)


@pytest.mark.parametrize("text", ["", "   ", "\n", "/", "//", "\u200b", "\u0000"])
def test_a_message_with_nothing_in_it_is_refused(visitor: Visitor, text: str) -> None:
    refused(visitor, {"client_id": ID, "text": text}, 422)


@pytest.mark.parametrize(
    "body",
    [
        [1],
        5,
        {"text": "x"},
        {"client_id": ID},
        {"client_id": ID, "text": None},
        {"client_id": ID, "text": 5},
        {"client_id": ID, "text": "x", "button": "y"},
        {"client_id": ID, "text": "x", "sender": "me"},
        {"client_id": ID, "text": "x", "metadata": {}},
        {"client_id": "short", "text": "x"},
        {"client_id": "a" * 65, "text": "x"},
        {"client_id": "with#1-sign", "text": "x"},
        {"client_id": 12345678, "text": "x"},
        {"client_id": ID, "button": "0123456789abcdef"},
    ],
)
def test_a_body_of_another_shape_is_refused(visitor: Visitor, body: object) -> None:
    refused(visitor, body, 422)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"client_id":"message-x","text":"\\ud800"}', 400),
        (b"[" * 5000, 422),
        (b'{"client_id":"message-x","text":"' + b"x" * 70_000 + b'"}', 413),
    ],
    ids=["nothing", "half", "no UTF-8", "half a character", "deeply nested", "too large"],
)
def test_what_is_no_json_or_too_large_is_refused(visitor: Visitor, content: bytes, status: int) -> None:
    kind = {"Content-Type": "application/json"}
    assert visitor.client.post("/api/messages?shop=qualir", content=content, headers=kind).status_code == status
    assert visitor.says("Still there?").status_code == 200


def test_a_body_that_does_not_say_how_long_it_is_is_cut_off(visitor: Visitor) -> None:
    pieces = (b"x" * 10_000 for _ in range(20))
    kind = {"Content-Type": "application/json"}
    assert visitor.client.post("/api/messages?shop=qualir", content=pieces, headers=kind).status_code == 413


def test_another_type_than_json_is_refused(visitor: Visitor) -> None:
    form = visitor.client.post("/api/messages?shop=qualir", data={"client_id": ID, "text": "x"})
    assert form.status_code == 415


def test_ten_messages_a_minute_are_taken(visitor: Visitor, rasa: FakeRasa) -> None:
    assert {visitor.says(f"message {number}").status_code for number in range(10)} == {200}
    refusal = visitor.says("one more")
    assert refusal.status_code == 429
    assert "wait a moment" in refusal.json()["detail"]
    assert int(refusal.headers["retry-after"]) > 0
    assert len(rasa.words) == 10
    assert visitor.says("message 0", "message-1").status_code == 200, "what was taken stays answered"


def test_conversations_are_started_at_a_measured_pace() -> None:
    limit = StartLimit(most=2)
    limit.admit("a", now=0)
    limit.admit("a", now=1)
    limit.admit("b", now=2)
    with pytest.raises(Problem):
        limit.admit("a", now=59)
    limit.admit("a", now=61)


def test_the_log_holds_neither_words_nor_secrets(
    visitor: Visitor, rasa: FakeRasa, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "web")
    rasa.answer = lambda words: []
    visitor.says("My mail is anna.keller@example.com")
    told = "\n".join(f"{record.getMessage()} {getattr(record, 'fields', '')}" for record in caplog.records)
    assert "'route': 'send', 'status': 200" in told
    assert "anna.keller" not in told
    assert visitor.client.cookies["aftersales_qualir"] not in told


def test_what_fails_inside_is_a_problem_without_details(web: Callable[..., str], visitor: Visitor) -> None:
    assert visitor.client.get("/api/nothing").status_code == 404
    wrong_method = visitor.client.get("/api/messages?shop=qualir")
    assert (wrong_method.status_code, wrong_method.json()["title"]) == (405, "Method Not Allowed")
