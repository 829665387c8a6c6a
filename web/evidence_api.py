"""Evidence from the chat and from a claim's page: what is asked for, and files that come in."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from aftersales.errors import UnknownConversation
from aftersales.services.evidence.add_evidence import Sent
from aftersales.services.evidence.files import Added, Opener, check_sending, take_evidence
from aftersales.services.evidence.lists import evidence_of_conversation
from web.evidence_viewers import opener_of
from web.problems import Problem
from web.start_limit import StartLimit
from web.uploads import received_file

FILES_A_MINUTE = 30
TOO_MANY = "That were many files within one minute. Please wait a moment, then send it again."
LOOKED_AT_TOGETHER = 2
CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Intake:
    """How many files come in within a minute from one visitor, and how many are looked at side by side."""

    def __init__(self) -> None:
        self.pace = StartLimit(FILES_A_MINUTE, TOO_MANY)
        self.turn = asyncio.Semaphore(LOOKED_AT_TOGETHER)


async def wanted(request: Request) -> Response:
    """The evidence that the conversation's open claims ask for, with what is there already."""
    opener = _opener(request)
    found = await asyncio.to_thread(evidence_of_conversation, request.app.state.premises, opener.conversation_id or "")
    return _json({"claims": found, "largest_file": request.app.state.premises.settings.evidence_bytes_a_file})


async def add(request: Request) -> Response:
    """Take a file in for a piece of evidence; who may send it is settled before a byte of it is read."""
    state, opener = request.app.state, _opener(request)
    reference, sent = request.query_params.get("claim"), _sent(request, opener)
    await asyncio.to_thread(check_sending, state.premises, opener, reference, sent)
    state.intake.pace.admit(opener.conversation_id or opener.page_token or "")
    async with received_file(request, state.premises.settings.evidence_bytes_a_file) as file:
        named = replace(sent, original_name=file.filename or "")
        async with state.intake.turn:
            added: Added = await asyncio.to_thread(take_evidence, state.premises, opener, reference, named, file.file)
    if added.conversation_id is not None:
        state.streams.wake(added.conversation_id)
    return _json({"file": added.file, "told": added.told}, 201)


def _opener(request: Request) -> Opener:
    opener = opener_of(request)
    if opener is None:
        raise UnknownConversation("the visitor has no conversation here", "cookie")
    return opener


def _sent(request: Request, opener: Opener) -> Sent:
    """What the address says about the file: the piece of evidence, and the page's own id of it."""
    client_id = request.query_params.get("client_id", "")
    if not CLIENT_ID.fullmatch(client_id):
        raise Problem(422, "The file needs an id of its own, of 8 to 64 letters and digits.")
    return Sent(request.query_params.get("item", ""), client_id, "", opener.conversation_id)


def _json(body: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status, {"Cache-Control": "no-store"}, "application/json")
