"""A conversation's page: the summary and all beside it, its panels alone, and the events of its transcript."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import Response

from aftersales.services.desk.canned_answers import canned_answers
from aftersales.services.desk.case import CaseShown, case_of, policy_of, read_case
from aftersales.services.desk.passing_on import CLOSED_WITH
from aftersales.services.desk.sign_in import SignedIn
from aftersales.services.desk.transcript import desk_lines_after, read_transcript, standing
from web.chat_api import PING_SECONDS, last_line_seen
from web.desk.access import for_agents, is_still_signed_in
from web.desk.pages import render
from web.desk.queue import STREAM
from web.streams import Event, at_desk


@for_agents
async def page(request: Request, agent: SignedIn) -> Response:
    """The whole page; that the agent has read the conversation is noted."""
    premises, conversation_id = request.app.state.premises, request.path_params["conversation"]
    shown = await asyncio.to_thread(read_case, premises, conversation_id, agent.name)
    return render(request, agent, "case", _values(request, shown, agent))


@for_agents
async def panels(request: Request, agent: SignedIn) -> Response:
    """What stands beside the transcript, to put in place of an older one."""
    shown = await asyncio.to_thread(case_of, request.app.state.premises, request.path_params["conversation"])
    return render(request, agent, "case_panels", _values(request, shown, agent))


@for_agents
async def events(request: Request, agent: SignedIn) -> Response:
    """The transcript's lines after the last one seen, each new one, and every change of who has the conversation."""
    premises, conversation_id = request.app.state.premises, request.path_params["conversation"]
    after = last_line_seen(request)
    await asyncio.to_thread(read_transcript, premises, conversation_id, agent.name, after)
    return EventSourceResponse(_events(request, conversation_id, after), ping=PING_SECONDS, headers=STREAM)


def _values(request: Request, shown: CaseShown, agent: SignedIn) -> dict[str, Any]:
    policy = policy_of(request.app.state.premises, shown.shop)
    return {
        "case": shown,
        "is_mine": (shown.owner, shown.agent) == ("agent", agent.name),
        "shop_name": policy.name if policy else "No shop yet",
        "canned": canned_answers(shown, agent.shown_as, policy),
        "outcomes": CLOSED_WITH,
    }


async def _events(request: Request, conversation_id: str, after: int) -> AsyncIterator[Event]:
    """Until the agent signs out."""
    state = request.app.state
    told = None
    with state.streams.listening(at_desk(conversation_id)) as listener:
        while await is_still_signed_in(request):
            listener.look()
            for line in await asyncio.to_thread(desk_lines_after, state.premises.engine, conversation_id, after):
                after = line.seq
                yield {"id": str(line.seq), "event": "line", "data": msgspec.json.encode(line).decode()}
            who = await asyncio.to_thread(standing, state.premises.engine, conversation_id)
            now = (who, state.typing.is_typing(conversation_id, "customer"))
            if now != told:
                told = now
                told_of = {**msgspec.to_builtins(who), "customer_types": now[1]}
                yield {"event": "standing", "data": msgspec.json.encode(told_of).decode()}
            await listener.wait()
