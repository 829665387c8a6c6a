"""The one caller of the assistant over HTTP: sends a customer's words, gives its messages."""

import secrets
from dataclasses import dataclass, field
from typing import Any

import httpx

from aftersales.errors import AftersalesError
from aftersales.settings import LONGEST_MESSAGE, LOOPBACK

ANSWER_SECONDS = 8.0


class NotAnswered(AftersalesError):
    """The assistant gave no answer; the message says why, in words for the person who asked."""


@dataclass(frozen=True)
class Choice:
    """A button: the words on it and the words it stands for."""

    title: str
    words: str


@dataclass(frozen=True)
class Reply:
    """One message of the assistant."""

    text: str
    choices: tuple[Choice, ...] = ()


@dataclass
class Conversation:
    """One conversation with the assistant listening on a port, under an id nobody can guess."""

    port: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def address(self) -> str:
        """The address that takes the customer's messages."""
        return f"http://{LOOPBACK}:{self.port}/webhooks/rest/webhook"

    def say(self, words: str) -> list[Reply]:
        """Send the customer's words and give the replies; raises NotAnswered where there are none."""
        if len(words) > LONGEST_MESSAGE:
            raise NotAnswered(f"That is longer than {LONGEST_MESSAGE:,} characters. Please say it in fewer words.")
        body = {"sender": self.id, "message": words.encode("utf-8", "ignore").decode()}
        try:
            response = httpx.post(self.address, json=body, timeout=ANSWER_SECONDS)
        except httpx.TimeoutException:
            raise NotAnswered(
                f"There was no answer within {ANSWER_SECONDS:.0f} seconds. Please wait a moment, "
                "then ask how far it got before you try again."
            ) from None
        except httpx.HTTPError:
            raise NotAnswered("The assistant is not running. Start it with `make run`.") from None
        return read_replies(response)


def read_replies(response: httpx.Response) -> list[Reply]:
    """Give the messages in an answer of the assistant; raises NotAnswered with the problem's own sentence."""
    try:
        body = response.json()
    except ValueError:
        raise NotAnswered(f"The assistant answered {response.status_code} without a message.") from None
    if response.is_success and isinstance(body, list):
        return [read_reply(message) for message in body]
    detail = body.get("detail") if isinstance(body, dict) else None
    raise NotAnswered(detail or f"The assistant answered {response.status_code}. Please try again.")


def read_reply(message: dict[str, Any]) -> Reply:
    """Give one message; an image or attachment is shown by its address."""
    parts = (message.get(kind) for kind in ("text", "image", "attachment"))
    buttons = message.get("buttons") or []
    return Reply("\n".join(str(part) for part in parts if part), tuple(map(read_choice, buttons)))


def read_choice(button: dict[str, Any]) -> Choice:
    """Give a choice; a command as payload is not sent by customers, so the title's words go instead."""
    title = str(button["title"])
    payload = str(button.get("payload") or title)
    return Choice(title, title if payload.lstrip().startswith("/") else payload)
