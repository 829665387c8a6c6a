"""What the chat element asks the server: starting, sending, listening, a person, the transcript."""

from __future__ import annotations

import asyncio
from typing import Annotated

import msgspec
from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from aftersales.errors import UnknownConversation
from aftersales.services.chat.lines import Line, is_known, lines_after, words_of_button
from aftersales.services.chat.messages import ask_for_person
from aftersales.services.chat.start import KnownCustomer, start_chat
from aftersales.services.chat.typed_text import as_written, clean
from aftersales.settings import LONGEST_MESSAGE
from web.bodies import read_body
from web.problems import Problem
from web.visitors import conversation_of, mint_secret, remember, visiting

PING_SECONDS = 15
WHO = {"customer": "You", "assistant": "Assistant", "agent": "Colleague", "system": "Notice"}

ClientId = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{8,64}$")]


class Start(msgspec.Struct, forbid_unknown_fields=True):
    """Opens a shop's chat; fresh begins a new conversation, token is what the shop says about its customer."""

    shop: str
    fresh: bool = False
    token: str | None = None


class Sent(msgspec.Struct, forbid_unknown_fields=True):
    """A customer's message: words, or the id of a button."""

    client_id: ClientId
    text: str | None = None
    button: str | None = None


class PersonWanted(msgspec.Struct, forbid_unknown_fields=True):
    """The wish for a person, under the page's own id."""

    client_id: ClientId


async def start(request: Request) -> Response:
    """Find the visitor's conversation at a shop again, or start one."""
    state = request.app.state
    body = await read_body(request, Start)
    customer = _vouched_for(request, body)
    known = visiting(request, body.shop)
    if known and not body.fresh and await asyncio.to_thread(is_known, state.premises.engine, known):
        return as_json({"is_new": False})
    state.starts.admit(request.client.host if request.client else "")
    secret = mint_secret()
    await asyncio.to_thread(start_chat, state.premises, conversation_of(secret), body.shop, customer)
    response = as_json({"is_new": True}, 201)
    remember(request, response, body.shop, secret)
    return response


async def send(request: Request) -> Response:
    """Take a message in and give its answer; the same id again gives the same answer."""
    body = await read_body(request, Sent)
    conversation_id = _visiting(request)
    text = await _words(request, conversation_id, body)
    request.app.state.typing.stop(conversation_id, "customer")
    exchange = await request.app.state.turns.take(conversation_id, body.client_id, text)
    return as_json(exchange)


async def person(request: Request) -> Response:
    """Hand the conversation to a person."""
    body = await read_body(request, PersonWanted)
    conversation_id = await conversation_visited(request)
    await asyncio.to_thread(ask_for_person, request.app.state.premises, conversation_id, body.client_id)
    request.app.state.streams.wake(conversation_id)
    return as_json({"handed_over": True})


async def events(request: Request) -> Response:
    """The lines after the last one seen, then each new one as it comes."""
    conversation_id = await conversation_visited(request)
    after = last_line_seen(request)
    streams = request.app.state.streams
    streams.refuse_crowd(conversation_id)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return EventSourceResponse(streams.events(conversation_id, after), ping=PING_SECONDS, headers=headers)


async def transcript(request: Request) -> Response:
    """The conversation as plain text, to keep."""
    conversation_id = await conversation_visited(request)
    lines = await asyncio.to_thread(lines_after, request.app.state.premises.engine, conversation_id)
    text = "\n\n".join(map(_as_text, lines)) + "\n"
    headers = {"Content-Disposition": 'inline; filename="conversation.txt"', "Cache-Control": "no-store"}
    return PlainTextResponse(text, headers=headers)


def last_line_seen(request: Request) -> int:
    """The number of the last line that the page has seen, 0 for none; a browser that reconnects tells it by itself."""
    after = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise Problem(400, "The number of the last line seen must be a whole number.")
    return int(after)


def _vouched_for(request: Request, body: Start) -> KnownCustomer | None:
    if body.token is None:
        return None
    customer: KnownCustomer | None = request.app.state.tokens.read(body.token, body.shop)
    if customer is None:
        raise Problem(403, "What the shop says about its customer is not valid, or no longer.")
    return customer


async def conversation_visited(request: Request) -> str:
    """The visitor's conversation at the shop that the address names; raises UnknownConversation."""
    conversation_id = _visiting(request)
    if not await asyncio.to_thread(is_known, request.app.state.premises.engine, conversation_id):
        raise UnknownConversation("the visitor has no conversation here", "cookie")
    return conversation_id


def _visiting(request: Request) -> str:
    """The conversation that the cookie stands for, started or not; raises UnknownConversation without a cookie."""
    conversation_id = visiting(request, request.query_params.get("shop", ""))
    if conversation_id is None:
        raise UnknownConversation("the visitor has no conversation here", "cookie")
    return conversation_id


async def _words(request: Request, conversation_id: str, body: Sent) -> str:
    """What the customer says: the words typed, or those that the button stands for."""
    if (body.text is None) == (body.button is None):
        raise Problem(422, "A message is either a text or a button.")
    if body.button is not None:
        stored = await asyncio.to_thread(
            words_of_button, request.app.state.premises.engine, conversation_id, body.button
        )
        if stored is None:
            raise Problem(422, "This choice is not one of this conversation.")
        return stored
    text = as_written(body.text or "").strip()
    if len(text) > LONGEST_MESSAGE:
        raise Problem(413, f"The message is longer than {LONGEST_MESSAGE:,} characters; please shorten it.")
    if not clean(text):
        raise Problem(422, "The message is empty.")
    return text


def as_json(body: object, status: int = 200) -> Response:
    """An answer in JSON that nobody keeps."""
    headers = {"Cache-Control": "no-store"}
    return Response(msgspec.json.encode(body), status, headers, "application/json")


def _as_text(line: Line) -> str:
    shown = [line.text, *(f"  [{button.title}]" for button in line.buttons)]
    return f"{line.at:%Y-%m-%d %H:%M} UTC  {line.name or WHO[line.author]}:\n" + "\n".join(shown)
