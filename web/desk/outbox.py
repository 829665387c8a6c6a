"""The page of e-mails and webhook calls."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aftersales.errors import RecordError
from aftersales.services.desk.outbox import give_another_try, outbox_seen
from aftersales.services.desk.sign_in import SignedIn
from web.desk.access import for_agents
from web.desk.pages import render
from web.problems import Problem

STATES = ("waiting", "sent", "failed")


@for_agents
async def page(request: Request, agent: SignedIn) -> Response:
    """The newest items, those of one state where it is asked for."""
    premises = request.app.state.premises
    asked = request.query_params.get("state", "")
    state = asked if asked in STATES else ""
    lines = await asyncio.to_thread(outbox_seen, premises, agent.name, state)
    shown = {"lines": lines, "states": STATES, "state": state, "has_server": premises.settings.mail is not None}
    return render(request, agent, "outbox", shown)


@for_agents
async def retry(request: Request, agent: SignedIn) -> Response:
    """Let an item that was given up be tried again."""
    item: int = request.path_params["item"]
    try:
        await asyncio.to_thread(give_another_try, request.app.state.premises, agent.name, item)
    except RecordError as fault:
        raise Problem(404, "Nothing was given up under this number.") from fault
    return RedirectResponse("/desk/outbox", 303)
