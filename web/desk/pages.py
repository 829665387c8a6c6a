"""The desk's templates, and the words they need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from aftersales.services.desk.sign_in import SignedIn

TEMPLATES = Path(__file__).parents[1] / "templates"
PAGES = Jinja2Templates(directory=TEMPLATES)


def render(request: Request, agent: SignedIn | None, name: str, values: dict[str, Any], status: int = 200) -> Response:
    """A page of the desk, never kept by the browser."""
    told = {**values, "me": agent}
    headers = {"Cache-Control": "no-store"}
    return PAGES.TemplateResponse(request, f"desk/{name}.html", told, status_code=status, headers=headers)
