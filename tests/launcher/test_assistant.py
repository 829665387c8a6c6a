"""Talking to the assistant over HTTP: what is sent, and what each kind of answer becomes."""

import re

import httpx
import pytest

from launcher import assistant
from launcher.assistant import Choice, Conversation, NotAnswered, Reply, read_replies


def problem(status: int) -> httpx.Response:
    return httpx.Response(status, json={"title": "Bad Gateway", "status": status, "detail": "It could not."})


def test_every_conversation_has_an_id_of_128_random_bits() -> None:
    ids = {Conversation(5005).id for _ in range(100)}
    assert len(ids) == 100
    assert all(re.fullmatch("[0-9a-f]{32}", id_) for id_ in ids)


def test_words_and_id_are_sent_to_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []

    def post(address: str, json: dict[str, str], timeout: float) -> httpx.Response:
        sent.append((address, json, timeout))
        return httpx.Response(200, json=[{"text": "Hello."}])

    monkeypatch.setattr(assistant.httpx, "post", post)
    assert Conversation(6005, "abc").say("hi \ud800/there") == [Reply("Hello.")]
    assert sent == [("http://127.0.0.1:6005/webhooks/rest/webhook", {"sender": "abc", "message": "hi /there"}, 8.0)]


def test_a_message_that_is_too_long_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.httpx, "post", lambda *_, **__: pytest.fail("it was sent"))
    with pytest.raises(NotAnswered, match="2,000 characters"):
        Conversation(5005).say("x" * 2001)


@pytest.mark.parametrize(
    ("failure", "words"),
    [(httpx.ReadTimeout("slow"), "within 8 seconds"), (httpx.ConnectError("refused"), "not running")],
)
def test_silence_is_told_in_words(monkeypatch: pytest.MonkeyPatch, failure: httpx.HTTPError, words: str) -> None:
    def post(*_: object, **__: object) -> httpx.Response:
        raise failure

    monkeypatch.setattr(assistant.httpx, "post", post)
    with pytest.raises(NotAnswered, match=words):
        Conversation(5005).say("hello")


def test_text_picture_and_buttons_become_a_reply() -> None:
    buttons = [{"title": "Yes", "payload": "yes, cancel it"}, {"title": "No", "payload": "/deny"}, {"title": "Why?"}]
    response = httpx.Response(200, json=[{"text": "Sure?", "image": "https://a/b.png", "buttons": buttons}])
    choices = (Choice("Yes", "yes, cancel it"), Choice("No", "No"), Choice("Why?", "Why?"))
    assert read_replies(response) == [Reply("Sure?\nhttps://a/b.png", choices)]


def test_what_a_page_draws_a_card_from_is_left_out() -> None:
    response = httpx.Response(200, json=[{"recipient_id": "abc", "text": "Yes.", "custom": {"status": "eligible"}}])
    assert read_replies(response) == [Reply("Yes.")]


@pytest.mark.parametrize("status", [413, 422, 502, 503])
def test_a_problem_is_told_with_its_own_sentence(status: int) -> None:
    with pytest.raises(NotAnswered, match=r"^It could not\.$"):
        read_replies(problem(status))


@pytest.mark.parametrize(
    "response", [httpx.Response(500, text="<html>"), httpx.Response(404, json=[]), httpx.Response(200, json={})]
)
def test_an_answer_of_another_shape_is_told_with_its_status(response: httpx.Response) -> None:
    with pytest.raises(NotAnswered, match=str(response.status_code)):
        read_replies(response)
