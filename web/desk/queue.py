"""The queue's page, its list alone, and the events that tell when it has changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import msgspec
from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import Response

from aftersales.services.desk.queue import STATES, Filter, pulse, queue
from aftersales.services.desk.sign_in import SignedIn
from web.chat_api import PING_SECONDS
from web.desk.access import for_agents, is_still_signed_in
from web.desk.pages import render
from web.streams import QUEUE, Event

STREAM = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@for_agents
async def page(request: Request, agent: SignedIn) -> Response:
    """The whole page."""
    return render(request, agent, "queue", await _shown(request, agent))


@for_agents
async def entries(request: Request, agent: SignedIn) -> Response:
    """The list alone, to put in place of an older one."""
    return render(request, agent, "queue_list", await _shown(request, agent))


@for_agents
async def events(request: Request, agent: SignedIn) -> Response:
    """An event whenever the queue may look otherwise: how many wait, and the number of the newest."""
    return EventSourceResponse(_events(request), ping=PING_SECONDS, headers=STREAM)


async def _shown(request: Request, agent: SignedIn) -> dict[str, object]:
    premises = request.app.state.premises
    chosen = request.query_params
    wanted = Filter(*(chosen.get(part, "")[:64] for part in ("state", "shop", "reason", "language")))
    found = await asyncio.to_thread(queue, premises, agent.name, wanted)

    def shop_name(shop: str) -> str:
        return premises.policies[shop].name if shop in premises.policies else "No shop yet"

    return {"queue": found, "wanted": wanted, "states": STATES, "shop_name": shop_name}


async def _events(request: Request) -> AsyncIterator[Event]:
    """Until the agent signs out."""
    streams, premises = request.app.state.streams, request.app.state.premises
    told = None
    with streams.listening(QUEUE) as listener:
        while await is_still_signed_in(request):
            listener.look()
            now = await asyncio.to_thread(pulse, premises)
            if now != told:
                told = now
                data = msgspec.json.encode({"waiting": now[0], "newest": now[1]}).decode()
                yield {"event": "queue", "data": data}
            await listener.wait()
