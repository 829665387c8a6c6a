"""Whether the process lives, and whether everything it needs is there."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from aftersales.services.bootstrap import Premises
from aftersales.services.ledger_health import is_ledger_ready


async def health(request: Request) -> Response:
    """The process answers; nothing else is looked at."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """Whether Rasa has its model, the action server answers, and the ledger can be written to: 200 or 503."""
    state = request.app.state
    rasa, actions, database = await asyncio.gather(
        state.assistant.is_ready(), state.assistant.are_actions_ready(), _database(state.premises)
    )
    parts = {"rasa": rasa, "actions": actions, "database": database}
    body = {name: "ok" if is_well else "down" for name, is_well in parts.items()}
    return JSONResponse(body, 200 if all(parts.values()) else 503)


async def _database(premises: Premises) -> bool:
    return await asyncio.to_thread(is_ledger_ready, premises.engine)
