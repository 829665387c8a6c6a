"""A customer who talks to the running assistant: says something, gets the replies."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from tests.live.system import PATIENCE_SECONDS, System

CLAUSE = re.compile(r"\b[QGHRS]-\d\d\b")


@dataclass(frozen=True)
class Reply:
    """What came back on one message: the texts in their order and the words on the buttons."""

    texts: tuple[str, ...]
    buttons: tuple[str, ...]
    status: int = 200

    @property
    def text(self) -> str:
        """All of it, as the customer reads it."""
        return "\n".join(self.texts)

    @property
    def question(self) -> str:
        """The last message, which holds the question if there is one."""
        return self.texts[-1] if self.texts else ""

    @property
    def clauses(self) -> frozenset[str]:
        """The ids of every clause that is named."""
        return frozenset(CLAUSE.findall(self.text))

    def __contains__(self, words: str) -> bool:
        return words.lower() in self.text.lower()

    def __str__(self) -> str:
        return "\n".join([*self.texts, f"[{' | '.join(self.buttons)}]"])


@dataclass
class Customer:
    """One conversation under an id of its own; `replies` keeps everything that was answered in it."""

    system: System
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    replies: list[Reply] = field(default_factory=list)

    @property
    def read(self) -> Reply:
        """Everything the customer has been told so far."""
        return Reply(tuple(text for reply in self.replies for text in reply.texts), ())

    def says(self, *messages: str) -> Reply:
        """Send the messages one after the other and give the reply to the last one."""
        reply = Reply((), ())
        for words in messages:
            reply = self._send({"sender": self.id, "message": words})
            self.replies.append(reply)
            print(f"> {words}\n{reply}\n")  # noqa: T201 pytest shows it where a test fails
        return reply

    def answers(self, known: Mapping[str, str]) -> Reply:
        """Answer questions as long as a word of the last one is known, each once, in whatever order they come."""
        left = dict(known)
        while True:
            asked = self.replies[-1].question.lower()
            word = next((word for word in left if word.lower() in asked), None)
            if word is None:
                return self.replies[-1]
            self.says(left.pop(word))

    def posts(self, body: object, sent_as: str = "application/json") -> httpx.Response:
        """Send anything at all to the assistant's door; bytes go as they are, all else as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": sent_as}
        address = f"{self.system.address}/webhook"
        return httpx.post(address, content=content, headers=headers, timeout=PATIENCE_SECONDS)

    def _send(self, body: object) -> Reply:
        return read_reply(self.posts(body))


def read_reply(response: httpx.Response) -> Reply:
    """The reply in an answer of the assistant's door; a problem document becomes its sentence."""
    body = response.json()
    if isinstance(body, dict):
        return Reply((str(body["detail"]),), (), response.status_code)
    buttons = [button["title"] for message in body for button in message.get("buttons") or []]
    return Reply(tuple(message["text"] for message in body if "text" in message), tuple(buttons))
