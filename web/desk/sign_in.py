"""Signing in and out of the desk."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aftersales.errors import SignInRefused, TooManySignIns
from aftersales.services.desk import sign_in as service
from web.desk.access import SIGN_IN, agent_of, forget, now, remember, token_of
from web.desk.forms import read_form
from web.desk.pages import render

DESK = "/desk"


async def page(request: Request) -> Response:
    """The sign-in; who is signed in already is led to the queue."""
    if await agent_of(request) is not None:
        return RedirectResponse(DESK, 303)
    return render(request, None, "sign_in", {"trouble": None, "name": ""})


async def sign_in(request: Request) -> Response:
    """Sign in with name and password, under a new token; a session that the browser had before ends."""
    form = await read_form(request)
    name, password = form.get("name", ""), form.get("password", "")
    engine = request.app.state.premises.engine
    address = request.client.host if request.client else ""
    try:
        token = await asyncio.to_thread(service.sign_in, engine, name, password, address, now())
    except SignInRefused:
        return render(request, None, "sign_in", {"trouble": "refused", "name": name}, 401)
    except TooManySignIns:
        return render(request, None, "sign_in", {"trouble": "too_many", "name": name}, 429)
    await _end_earlier(request)
    response = RedirectResponse(DESK, 303)
    remember(request, response, token)
    return response


async def sign_out(request: Request) -> Response:
    """End the session; the token is worth nothing any more, wherever it may be kept."""
    await _end_earlier(request)
    response = RedirectResponse(SIGN_IN, 303)
    forget(response)
    return response


async def _end_earlier(request: Request) -> None:
    if token := token_of(request):
        await asyncio.to_thread(service.sign_out, request.app.state.premises.engine, token, now())
