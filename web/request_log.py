"""One line of JSON for each request: what was asked, how it ended and how long it took; never words or people."""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aftersales.log_lines import note

logger = logging.getLogger("web.requests")


class RequestLog:
    """Writes the line when a request has been answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note how it ended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.monotonic()
        status = 0

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, note_status)
        finally:
            milliseconds = round((time.monotonic() - began) * 1000, 1)
            note(logger, **route_of(scope), status=status, ms=milliseconds)


def route_of(scope: Scope) -> dict[str, str]:
    """The method and the route's own name; the address itself could hold anything."""
    endpoint = scope.get("endpoint")
    return {"method": scope["method"], "route": getattr(endpoint, "__name__", type(endpoint).__name__)}
