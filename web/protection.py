"""Keeps other sites' pages from using the chat in a customer's name, and tells browsers what a page may load."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aftersales.settings import Settings
from web.problems import problem

HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
READING = ("GET", "HEAD", "OPTIONS")


class Protection:
    """Refuses writes from foreign pages, and puts the protecting headers on every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.origins = settings.web_origins
        self.headers = {
            "Content-Security-Policy": content_policy(settings),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "geolocation=(), microphone=(), camera=(self)",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        if not HOST.fullmatch(Headers(scope=scope).get("host", "")):
            refusal = problem(400, "The request names no host that could be meant.")
            await refusal(scope, receive, send_protected)
            return
        if scope["method"] not in READING and not self.comes_from_here(Headers(scope=scope)):
            refusal = problem(403, "This page may not send messages here.")
            await refusal(scope, receive, send_protected)
            return
        await self.app(scope, receive, send_protected)

    def comes_from_here(self, headers: Headers) -> bool:
        """Whether the page that sends is one of ours or of a shop that may; browsers name the page's origin."""
        origin = headers.get("origin", "")
        if origin in self.origins:
            return True
        return bool(origin) and urlsplit(origin).netloc == headers.get("host", "")


def content_policy(settings: Settings) -> str:
    """What our pages may load, and who may show them in a frame."""
    ancestors = " ".join(["'self'", *settings.web_frame_ancestors])
    return (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        f"img-src 'self' data:; frame-ancestors {ancestors}"
    )
