"""What agents do in a conversation, as its page sends it; without scripts the page is shown anew afterwards."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aftersales.services.bootstrap import Premises
from aftersales.services.desk import claims, messages, passing_on
from aftersales.services.desk.sign_in import SignedIn
from web.desk.access import Handler, for_agents
from web.desk.forms import read_form
from web.problems import Problem
from web.streams import QUEUE

LONGEST_ID = 64

Act = Callable[[Premises, str, str, Mapping[str, str]], None]

ACTS: Mapping[str, Act] = {
    "take": lambda premises, talk, agent, form: passing_on.take(premises, talk, agent),
    "release": lambda premises, talk, agent, form: passing_on.release(premises, talk, agent),
    "give-back": lambda premises, talk, agent, form: passing_on.give_back(premises, talk, agent),
    "assign": lambda premises, talk, agent, form: passing_on.assign(premises, talk, agent, form.get("to", "")),
    "close": lambda premises, talk, agent, form: passing_on.close(premises, talk, agent, form.get("outcome", "")),
    "note": lambda premises, talk, agent, form: messages.add_note(premises, talk, agent, form.get("text", "")),
    "tags": lambda premises, talk, agent, form: messages.set_tags(premises, talk, agent, form.get("tags", "")),
}


def act(name: str) -> Handler:
    """The handler of an act."""

    @for_agents
    async def handler(request: Request, agent: SignedIn) -> Response:
        form = await read_form(request)
        conversation_id = request.path_params["conversation"]
        await asyncio.to_thread(ACTS[name], request.app.state.premises, conversation_id, agent.name, form)
        return _done(request, conversation_id)

    return handler


@for_agents
async def say(request: Request, agent: SignedIn) -> Response:
    """Say something to the customer, once for each id that the page gives it."""
    form, state = await read_form(request), request.app.state
    conversation_id, message_id = request.path_params["conversation"], form.get("message_id") or secrets.token_hex(8)
    if len(message_id) > LONGEST_ID:
        raise Problem(422, "The message's id is too long.")
    is_here = state.streams.is_customer_here(conversation_id)
    told = (conversation_id, agent.name, form.get("text", ""), f"desk:{message_id}", is_here)
    await asyncio.to_thread(messages.say, state.premises, *told)
    state.typing.stop(conversation_id, "agent")
    return _done(request, conversation_id)


@for_agents
async def typing(request: Request, agent: SignedIn) -> Response:
    """Show the customer that the agent who has the conversation is typing."""
    conversation_id = request.path_params["conversation"]
    await asyncio.to_thread(messages.check_ownership, request.app.state.premises, conversation_id, agent.name)
    request.app.state.typing.note(conversation_id, "agent")
    request.app.state.streams.wake(conversation_id)
    return Response(status_code=204)


@for_agents
async def advance(request: Request, agent: SignedIn) -> Response:
    """Take a claim's next step."""
    form = await read_form(request)
    reference, step = request.path_params["reference"], form.get("state", "")
    told: tuple[Any, ...] = (step, form.get("inspection") or None, form.get("reason") or None)
    premises = request.app.state.premises
    await asyncio.to_thread(claims.take_step, premises, reference, agent.name, *told)
    return _done(request, form.get("conversation", ""))


def _done(request: Request, conversation_id: str) -> Response:
    """Let the pages of the customer and of the agents look; who sent the form by script wants no page."""
    streams = request.app.state.streams
    streams.wake(conversation_id)
    streams.wake(QUEUE)
    if "text/html" not in request.headers.get("accept", ""):
        return Response(status_code=204)
    return RedirectResponse(f"/desk/conversations/{conversation_id}" if conversation_id.isalnum() else "/desk", 303)
