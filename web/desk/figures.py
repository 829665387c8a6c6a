"""The page of figures."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from aftersales.services.desk.figures import figures
from aftersales.services.desk.sign_in import SignedIn
from web.desk.access import for_agents, now
from web.desk.pages import render

PERIODS = (7, 30, 90)
USUAL = 30
SHORTEST, SHORT, LONG = 0.1, 10, 90


@for_agents
async def page(request: Request, agent: SignedIn) -> Response:
    """The figures of the last 7, 30 or 90 days."""
    asked = request.query_params.get("days", "")
    days = int(asked) if asked in map(str, PERIODS) else USUAL
    shown = await asyncio.to_thread(figures, request.app.state.premises, days, now())
    return render(request, agent, "figures", {"figures": shown, "periods": PERIODS, "duration": duration})


def duration(seconds: float | None) -> str:
    """A length of time as people say it."""
    if seconds is None:
        return "–"
    if seconds < SHORTEST:
        return f"< {SHORTEST} s"
    if seconds < SHORT:
        return f"{seconds:.1f} s"
    if seconds < LONG:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < LONG else f"{minutes / 60:.1f} h"
