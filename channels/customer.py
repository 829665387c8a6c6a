"""The REST channel for customers: as Rasa's own, but it trusts nothing that comes in and hides no failure."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, json

from aftersales.log_lines import note
from channels.inbound import CustomerMessage, Refused, read_message
from channels.problem import problem

logger = logging.getLogger(__name__)

Turn = Callable[[UserMessage], Awaitable[Any]]
LARGEST_BODY = 64 * 1024


class CustomerInput(RestInput):
    """Lets customers' messages in at /webhooks/rest/webhook and answers with the assistant's messages.

    Metadata, input channel and streaming that a client asks for are ignored. An answer without any
    message is a failure inside the assistant and told as one.
    """

    @classmethod
    def name(cls) -> str:
        """Keep the address of Rasa's REST channel."""
        return "rest"

    def blueprint(self, on_new_message: Turn) -> Blueprint:
        """Give the two routes: health and the customer's message."""
        routes = Blueprint("customer", __name__)

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            if not has_model(request):
                return problem(503, "The assistant has no model loaded.")
            return json({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            try:
                message = read_message(body_of(request))
            except Refused as refusal:
                return problem(refusal.status, refusal.detail)
            if not has_model(request):
                return problem(503, "The assistant is not ready yet; please try again in a moment.")
            return await self.answer(message, on_new_message)

        return routes

    async def answer(self, message: CustomerMessage, on_new_message: Turn) -> HTTPResponse:
        """Let Rasa take its turn and give what it said.

        A turn that has begun is finished even when the client goes away, so that the conversation
        remembers what was done in it.
        """
        collector, began = CollectingOutputChannel(), time.monotonic()
        turn = on_new_message(
            UserMessage(message.text, collector, message.sender, input_channel=self.name(), message_id=message.id)
        )
        try:
            await asyncio.shield(asyncio.ensure_future(turn))
        except Exception:
            logger.exception("a turn failed")
        milliseconds = round((time.monotonic() - began) * 1000, 1)
        note(logger, conversation=message.sender, messages=len(collector.messages), ms=milliseconds)
        if not collector.messages:
            return problem(502, "The assistant could not answer; please try again.")
        return json(with_cards(collector.messages))


def with_cards(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages with what a page draws from (`custom`) beside its text; Rasa makes a message of its own of it."""
    joined: list[dict[str, Any]] = []
    for message in messages:
        if joined and "custom" in message and "custom" not in joined[-1]:
            joined[-1] = {**joined[-1], "custom": message["custom"]}
        else:
            joined.append(message)
    return joined


def body_of(request: Request) -> object:
    """Give the parsed JSON body; raises Refused where it is too large or not JSON."""
    if len(request.body) > LARGEST_BODY:
        raise Refused(413, "The request is too large.")
    try:
        return request.json
    except (InvalidUsage, RecursionError):
        raise Refused(400, "The body is not JSON.") from None


def has_model(request: Request) -> bool:
    """Tell whether Rasa has loaded a model and can answer."""
    agent = getattr(request.app.ctx, "agent", None)
    return agent is not None and agent.is_ready()
