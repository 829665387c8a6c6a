"""What a customer does beside writing while a person has the conversation: typing, an e-mail, a word on how it went."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from aftersales.services.chat.handover import leave_email, rate
from web.bodies import read_body
from web.chat_api import conversation_visited


class Typing(msgspec.Struct, forbid_unknown_fields=True):
    """The customer has pressed a key; there is nothing more to tell."""


class Email(msgspec.Struct, forbid_unknown_fields=True):
    """Where the customer wants the answer."""

    email: str


class Rating(msgspec.Struct, forbid_unknown_fields=True):
    """Whether it is solved, and what the customer has to say on that."""

    solved: bool
    comment: str | None = None


async def typing(request: Request) -> Response:
    """Show the agents that the customer is typing."""
    await read_body(request, Typing)
    conversation_id = await conversation_visited(request)
    request.app.state.typing.note(conversation_id, "customer")
    return _done(request, conversation_id)


async def email(request: Request) -> Response:
    """Keep an e-mail address for the answer."""
    body = await read_body(request, Email)
    conversation_id = await conversation_visited(request)
    await asyncio.to_thread(leave_email, request.app.state.premises, conversation_id, body.email)
    return _done(request, conversation_id)


async def rating(request: Request) -> Response:
    """Keep the answer to the one question after the end."""
    body = await read_body(request, Rating)
    conversation_id = await conversation_visited(request)
    await asyncio.to_thread(rate, request.app.state.premises, conversation_id, body.solved, body.comment)
    return _done(request, conversation_id)


def _done(request: Request, conversation_id: str) -> Response:
    request.app.state.streams.wake(conversation_id)
    return Response(b"{}", 200, {"Cache-Control": "no-store"}, "application/json")
