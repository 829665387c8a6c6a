"""A receiver of webhooks as docs/webhooks.md tells others to build one."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from aftersales.settings import PROJECT_ROOT


def documented_check() -> Callable[[str, str, str, bytes], bool]:
    """The function `is_genuine` as the document prints it."""
    (code,) = re.findall(r"```python\n(.*?)```", (PROJECT_ROOT / "docs" / "webhooks.md").read_text(), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    check: Callable[[str, str, str, bytes], bool] = names["is_genuine"]
    return check


@dataclass
class Receiver:
    """`answers` are the statuses of the next answers, 204 after that."""

    secret: str
    answers: list[int] = field(default_factory=list)
    calls: list[tuple[str, str, bytes]] = field(default_factory=list)
    seen: dict[str, dict[str, Any]] = field(default_factory=dict)

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/events", self.receive, methods=["POST"])])

    async def receive(self, request: Request) -> Response:
        body = await request.body()
        headers = request.headers
        call = (headers.get("aftersales-timestamp", ""), headers.get("aftersales-signature", ""), body)
        if not documented_check()(self.secret, *call):
            return Response(status_code=401)
        self.calls.append(call)
        status = self.answers.pop(0) if self.answers else 204
        if status == 302:
            return RedirectResponse("/events", 302)
        if status < 300:
            event = json.loads(body)
            self.seen[event["id"]] = event
        return Response(status_code=status)
