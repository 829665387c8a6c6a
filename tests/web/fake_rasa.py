"""Stands in for Rasa and the action server: answers what a test tells it to, and keeps what it was asked."""

import asyncio
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Answer = list[dict[str, Any]]


@dataclass
class FakeRasa:
    """`answer` gives Rasa's messages to the words it is told; `seconds` is how long it takes for them.

    Where `before_answer` is set, it waits for that event with each answer.
    """

    answer: Callable[[str], Answer] = lambda words: [{"text": f"You said: {words}"}]
    seconds: float = 0.0
    status: int = 200
    is_well: bool = True
    before_answer: threading.Event | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    @property
    def words(self) -> list[str]:
        """What it was told, in order."""
        return [body["message"] for body in self.asked]

    def app(self) -> Starlette:
        """Its server, with the addresses of Rasa and of the action server."""
        well = [Route(address, self.health) for address in ("/webhooks/rest/", "/health")]
        return Starlette(routes=[*well, Route("/webhooks/rest/webhook", self.webhook, methods=["POST"])])

    async def health(self, request: Request) -> Response:
        return JSONResponse({}, 200 if self.is_well else 503)

    async def webhook(self, request: Request) -> Response:
        body = json.loads(await request.body())
        self.asked.append(body)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.seconds)
            if self.before_answer is not None:
                await asyncio.to_thread(self.before_answer.wait)
            return JSONResponse(self.answer(body["message"]), self.status)
        finally:
            self.at_once -= 1
