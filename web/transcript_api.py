"""The conversation by e-mail: only ever to the address on the order that the customer has shown to be theirs."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from aftersales.errors import UnknownOrder
from aftersales.services.chat.transcript_mail import mail_transcript
from web.bodies import read_body
from web.chat_api import as_json, conversation_visited
from web.problems import Problem

NO_ADDRESS = (
    "The conversation can only go to the e-mail address of an order that is shown to be yours. "
    "Please tell the assistant your order number and e-mail address first."
)


class MailWanted(msgspec.Struct, forbid_unknown_fields=True):
    """Nothing: an address that the page chooses is never taken."""


async def mail(request: Request) -> Response:
    """Send the visitor the conversation so far."""
    await read_body(request, MailWanted)
    conversation_id = await conversation_visited(request)
    try:
        sent = await asyncio.to_thread(mail_transcript, request.app.state.premises, conversation_id)
    except UnknownOrder as fault:
        raise Problem(409, NO_ADDRESS) from fault
    return as_json(sent, 202)
