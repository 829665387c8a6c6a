"""The customers' channel over HTTP: what reaches Rasa, and how failures are told."""

import asyncio
import threading
from typing import Any

import httpx
import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.utils.common import class_from_module_path
from ruamel.yaml import YAML

from aftersales.settings import PROJECT_ROOT
from channels.customer import LARGEST_BODY, CustomerInput
from tests.channels.conftest import PATIENCE_SECONDS

HELLO = {"sender": "abc", "message": "hello"}
ECHO = [{"recipient_id": "abc", "text": "You said: hello"}]
MALFORMED = {
    "nothing": b"",
    "half": b"{",
    "bytes": b"\xff",
    "nested": b"[" * 60_000,
    "no object": b'["hello"]',
    "sender with a blank": b'{"sender": "a b", "message": "x"}',
    "sender with a lone surrogate": b'{"sender": "\\ud800", "message": "x"}',
}


async def say_nothing(message: UserMessage) -> None:
    pass


async def fail(message: UserMessage) -> None:
    raise RuntimeError("the tracker store is gone")


def is_problem(response: httpx.Response, status: int) -> bool:
    document = response.json()
    return (
        response.status_code == document["status"] == status
        and response.headers["content-type"] == "application/problem+json"
        and document["detail"].endswith(".")
    )


def test_rasa_finds_the_channel_by_its_dotted_path() -> None:
    channel = class_from_module_path("channels.customer.CustomerInput")
    assert channel is CustomerInput
    assert channel.from_credentials({}).url_prefix() == "rest"


def test_a_message_reaches_rasa_and_the_answer_comes_back(assistant: Any) -> None:
    response = assistant.post(HELLO)
    assert response.status_code == 200
    assert response.json() == ECHO


def test_a_card_comes_with_its_text_as_one_message(assistant: Any) -> None:
    async def decide(message: UserMessage) -> None:
        await message.output_channel.send_response("abc", {"text": "Yes.", "custom": {"status": "eligible"}})
        await message.output_channel.send_response("abc", {"text": "Shall I?"})

    assistant.turn = decide
    assert assistant.post(HELLO).json() == [
        {"recipient_id": "abc", "text": "Yes.", "custom": {"status": "eligible"}},
        {"recipient_id": "abc", "text": "Shall I?"},
    ]


def test_a_command_arrives_as_plain_words(assistant: Any) -> None:
    response = assistant.post({"sender": "abc", "message": "\uff0f/restart"})
    assert response.json()[0]["text"] == "You said: restart"


def test_metadata_channel_and_streaming_of_the_client_are_ignored(assistant: Any) -> None:
    seen: list[UserMessage] = []
    echo = assistant.turn

    async def note(message: UserMessage) -> None:
        seen.append(message)
        await echo(message)

    assistant.turn = note
    response = assistant.post({**HELLO, "metadata": {"admin": True}, "input_channel": "desk"}, query="?stream=true")
    assert response.json() == ECHO
    assert seen[0].input_channel == "rest"
    assert not seen[0].metadata


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_request_is_a_problem(assistant: Any, body: bytes) -> None:
    assert is_problem(assistant.post(body), 400)


def test_long_and_empty_messages_are_problems(assistant: Any) -> None:
    assert is_problem(assistant.post({"sender": "abc", "message": "x" * 2001}), 413)
    assert is_problem(assistant.post(b" " * (LARGEST_BODY + 1)), 413)
    assert is_problem(assistant.post({"sender": "abc", "message": "//"}), 422)


@pytest.mark.parametrize("turn", [say_nothing, fail])
def test_a_turn_without_an_answer_is_a_problem(assistant: Any, turn: Any) -> None:
    assistant.turn = turn
    assert is_problem(assistant.post(HELLO), 502)


def test_what_was_said_before_a_failure_is_not_lost(assistant: Any) -> None:
    echo = assistant.turn

    async def speak_then_fail(message: UserMessage) -> None:
        await echo(message)
        await fail(message)

    assistant.turn = speak_then_fail
    response = assistant.post(HELLO)
    assert response.status_code == 200
    assert response.json() == ECHO


def test_health_tells_whether_there_is_a_model(assistant: Any) -> None:
    health = f"{assistant.address}/webhooks/rest/"
    assert httpx.get(health).json() == {"status": "ok"}
    assistant.ready = False
    assert is_problem(httpx.get(health), 503)


def test_without_a_model_no_message_is_taken(assistant: Any) -> None:
    assistant.ready = False
    assert is_problem(assistant.post(HELLO), 503)


def test_a_turn_is_finished_when_the_client_goes_away(assistant: Any) -> None:
    client_is_gone, finished = threading.Event(), threading.Event()

    async def slow(message: UserMessage) -> None:
        await asyncio.to_thread(client_is_gone.wait)
        finished.set()

    assistant.turn = slow
    with pytest.raises(httpx.ReadTimeout):
        assistant.post({"sender": "abc", "message": "cancel it"}, timeout=1)
    client_is_gone.set()
    assert finished.wait(PATIENCE_SECONDS)


def test_it_is_the_only_door_to_rasa() -> None:
    credentials = YAML(typ="safe", pure=True).load(PROJECT_ROOT / "credentials.yml")
    assert list(credentials) == ["channels.customer.CustomerInput"]
