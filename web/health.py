"""Whether the process lives, and whether everything it needs is there."""

from __future__ import annotations

import asyncio

from starlette.datastructures import State
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from aftersales.services.bootstrap import Premises
from aftersales.services.ledger_health import is_ledger_ready


async def health(request: Request) -> Response:
    """The process answers; nothing else is looked at."""
    return JSONResponse({"status": "ok"})


async def ready(request: Request) -> Response:
    """Whether Rasa has its model, the action server answers, and the ledger can be written to: 200 or 503."""
    parts = await states_of_parts(request.app.state)
    body = {name: "ok" if is_well else "down" for name, is_well in parts.items()}
    return JSONResponse(body, 200 if all(parts.values()) else 503)


async def states_of_parts(state: State) -> dict[str, bool]:
    """Whether Rasa, the action server and the ledger are there."""
    rasa, actions, database = await asyncio.gather(
        state.assistant.is_ready(), state.assistant.are_actions_ready(), _database(state.premises)
    )
    return {"rasa": rasa, "actions": actions, "database": database}


async def _database(premises: Premises) -> bool:
    return await asyncio.to_thread(is_ledger_ready, premises.engine)
