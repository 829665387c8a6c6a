"""Reads what a page of the desk sends: a small form of short fields, or a refusal with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from web.bodies import LARGEST_BODY, TOO_LARGE
from web.problems import Problem

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 20


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields by name, the last of each; raises Problem: 415 another type, 413 too large, 400 no text."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST_BODY:
            raise Problem(413, TOO_LARGE)
    if read and request.headers.get("content-type", "").partition(";")[0].strip() != FORM:
        raise Problem(415, "The form must be sent as the desk's pages send it.")
    try:
        pairs = parse_qsl(bytes(read).decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except (ValueError, UnicodeDecodeError) as fault:
        raise Problem(400, "The form cannot be read.") from fault
    return dict(pairs)
