"""The two doors a customer's words can take: straight to Rasa, or through the web process as a chat page sends them."""

from __future__ import annotations

import http.client
import itertools
import json
import secrets
from typing import Any, Protocol

from aftersales.settings import LOOPBACK

PATIENCE_SECONDS = 60.0
WEBHOOK = "/webhooks/rest/webhook"
JSON = {"Content-Type": "application/json"}
LOOPBACKS = itertools.cycle(f"127.0.1.{last}" for last in range(1, 255))
"""Visitors come from addresses of their own, as they do in life: the web process counts the starts of each."""


class Door(Protocol):
    """One connection, kept open between turns and between conversations."""

    def meet(self) -> None:
        """Begin a new conversation."""

    def say(self, words: str) -> tuple[str, bool]:
        """All messages of the answer as one text, and True; or what came in their place, and False."""


class RasaDoor:
    """Straight to Rasa."""

    def __init__(self, port: int) -> None:
        """Connect with the first turn."""
        self._connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_SECONDS)
        self._sender = ""

    def meet(self) -> None:
        """Begin a new conversation under a sender of its own."""
        self._sender = secrets.token_hex(16)

    def say(self, words: str) -> tuple[str, bool]:
        """One turn."""
        answer, problem = _ask(self._connection, WEBHOOK, {"sender": self._sender, "message": words}, JSON)
        return (problem, False) if problem else (_joined(answer), True)


class WebDoor:
    """Through the web process, at one shop's chat."""

    def __init__(self, port: int, shop: str) -> None:
        """Connect with the first turn."""
        source = (next(LOOPBACKS), 0)
        self._connection = http.client.HTTPConnection(LOOPBACK, port, PATIENCE_SECONDS, source)
        self._headers = {**JSON, "Origin": f"http://{LOOPBACK}:{port}"}
        self._shop = shop
        self._numbers = itertools.count(1)
        self._refused = ""

    def meet(self) -> None:
        """Begin a new conversation with the cookie that comes back; where it is refused, `say` tells so."""
        body = json.dumps({"shop": self._shop, "fresh": True})
        self._connection.request("POST", "/api/conversation", body, self._headers)
        response = self._connection.getresponse()
        response.read()
        self._headers["Cookie"] = response.headers.get("Set-Cookie", "").split(";")[0]
        self._refused = "" if response.status == http.client.CREATED else f"no conversation: status {response.status}"

    def say(self, words: str) -> tuple[str, bool]:
        """One turn; its answer is kept in the ledger before it comes back."""
        if self._refused:
            return self._refused, False
        message = {"client_id": f"message-{next(self._numbers)}", "text": words}
        answer, problem = _ask(self._connection, f"/api/messages?shop={self._shop}", message, self._headers)
        return (problem, False) if problem else (_joined(answer["answer"]), True)


def _ask(
    connection: http.client.HTTPConnection, address: str, body: object, headers: dict[str, str]
) -> tuple[Any, str]:
    """The JSON that comes back, or what came in its place."""
    try:
        connection.request("POST", address, json.dumps(body), headers)
        response = connection.getresponse()
        content = response.read()
    except (OSError, http.client.HTTPException) as failure:
        connection.close()
        return None, f"no answer: {failure}"
    if response.status != http.client.OK:
        return None, f"status {response.status}"
    return json.loads(content), ""


def _joined(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message.get("text", "") for message in messages)
