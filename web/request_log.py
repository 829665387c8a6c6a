"""One line of JSON for each request: what was asked, how it ended and how long it took; never words or people."""

from __future__ import annotations

import json
import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
            logger.info("", extra={"fields": {**route_of(scope), "status": status, "ms": milliseconds}})


def route_of(scope: Scope) -> dict[str, str]:
    """The method and the route's own name; the address itself could hold anything."""
    endpoint = scope.get("endpoint")
    return {"method": scope["method"], "route": getattr(endpoint, "__name__", type(endpoint).__name__)}


class JsonLines(logging.Formatter):
    """A log record as one line of JSON; a fault is told by its place in the program, not by its words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        if record.getMessage():
            line["what"] = record.getMessage()
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[1] is not None:
            line["fault"] = fault_place(record.exc_info[1])
        return json.dumps(line)


def fault_place(fault: BaseException) -> str:
    """The kind of a fault and where it arose: its words could hold what a customer said."""
    step = fault.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    where = f" at {step.tb_frame.f_code.co_filename}:{step.tb_lineno}" if step is not None else ""
    return f"{type(fault).__name__}{where}"
