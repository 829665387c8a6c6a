"""Reads the JSON body of a request: small enough, of the right kind and shape, or refused with a sentence."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from starlette.requests import Request

from web.problems import Problem

LARGEST_BODY = 64 * 1024
TOO_LARGE = "The request is larger than 64 KB."

Body = TypeVar("Body")


async def read_body(request: Request, kind: type[Body]) -> Body:
    """The body as `kind`; raises Problem: 400 no JSON, 413 too large, 415 another type, 422 another shape."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Problem(415, "The body must be JSON, sent as application/json.")
    try:
        return msgspec.json.decode(await _read(request), type=kind)
    except msgspec.ValidationError as fault:
        raise Problem(422, f"The body has the wrong shape: {fault}.") from fault
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as fault:
        raise Problem(400, "The body is not JSON.") from fault


async def _read(request: Request) -> bytes:
    if int(request.headers.get("content-length") or 0) > LARGEST_BODY:
        raise Problem(413, TOO_LARGE)
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST_BODY:
            raise Problem(413, TOO_LARGE)
    return bytes(read)
