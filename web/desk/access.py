"""Who may come to the desk: agents who are signed in, known by a cookie that no script can read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from functools import wraps

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from aftersales.services.desk.sign_in import LONGEST_SESSION, SignedIn, renew, signed_in
from web.problems import Problem

COOKIE = "aftersales_desk"
SIGN_IN = "/desk/sign-in"

Handler = Callable[[Request], Awaitable[Response]]
AgentHandler = Callable[[Request, SignedIn], Awaitable[Response]]


def for_agents(handler: AgentHandler) -> Handler:
    """Let only signed-in agents through: others' pages lead to the sign-in, everything else is refused."""

    @wraps(handler)
    async def guarded(request: Request) -> Response:
        agent = await agent_of(request)
        if agent is None:
            return _refuse(request)
        response = await handler(request, agent)
        response.headers.setdefault("Cache-Control", "no-store")
        if agent.is_token_old and _is_page(request):
            await _renew(request, response)
        return response

    return guarded


async def agent_of(request: Request) -> SignedIn | None:
    """The agent whose browser asks, None where nobody is signed in."""
    token = token_of(request)
    if not token:
        return None
    return await asyncio.to_thread(signed_in, request.app.state.premises.engine, token, now())


async def is_still_signed_in(request: Request) -> bool:
    """Whether the token that the request came with is still good, for answers that last."""
    return await agent_of(request) is not None


async def is_agent(request: Request) -> bool:
    """Whether a signed-in agent asks."""
    return await agent_of(request) is not None


def token_of(request: Request) -> str:
    """The token that the browser has sent, "" where it has none."""
    return request.cookies.get(COOKIE, "")


def remember(request: Request, response: Response, token: str) -> None:
    """Let the browser keep the token, out of reach of scripts and of other sites' pages."""
    is_https = request.url.scheme == "https"
    seconds = int(LONGEST_SESSION.total_seconds())
    response.set_cookie(COOKIE, token, max_age=seconds, path="/", httponly=True, samesite="strict", secure=is_https)


def forget(response: Response) -> None:
    """Let the browser throw the token away."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")


def now() -> datetime:
    """This moment."""
    return datetime.now(timezone.utc)


async def _renew(request: Request, response: Response) -> None:
    token = await asyncio.to_thread(renew, request.app.state.premises.engine, token_of(request), now())
    if token is not None:
        remember(request, response, token)


def _refuse(request: Request) -> Response:
    if _is_page(request):
        return RedirectResponse(SIGN_IN, 303, headers={"Cache-Control": "no-store"})
    raise Problem(401, "Please sign in at the desk.")


def _is_page(request: Request) -> bool:
    """Whether a browser asks for a whole page."""
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")
