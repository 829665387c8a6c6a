"""Reads the JSON body of a request: small enough, of the right kind and shape, or refused with a sentence."""

from __future__ import annotations

import json
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
    content = await _read(request)
    try:
        read = msgspec.json.decode(content, type=kind)
    except msgspec.ValidationError as fault:
        raise Problem(422, f"The body has the wrong shape: {fault}.") from fault
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as fault:
        raise Problem(400, "The body is not JSON.") from fault
    json.loads(content, object_pairs_hook=_refuse_repeated)
    return read


def _refuse_repeated(pairs: list[tuple[str, object]]) -> None:
    """Raise Problem 400 for a name that stands twice: programs disagree about which one counts."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise Problem(400, "A name stands twice in the body.")


async def _read(request: Request) -> bytes:
    if int(request.headers.get("content-length") or 0) > LARGEST_BODY:
        raise Problem(413, TOO_LARGE)
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST_BODY:
            raise Problem(413, TOO_LARGE)
    return bytes(read)
