"""The description of the HTTP interface (OpenAPI 3.1), written in openapi.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

DOCUMENT = Path(__file__).with_name("openapi.yml")


async def openapi(request: Request) -> Response:
    """The document as JSON."""
    return JSONResponse(document())


@cache
def document() -> dict[str, Any]:
    """The document, read once."""
    read: dict[str, Any] = YAML(typ="safe", pure=True).load(DOCUMENT)
    return read
