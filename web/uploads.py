"""Receives one file of a multipart request: streamed to disk, no larger and no slower than allowed, or refused."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from aftersales.media.shelf import told_plainly
from aftersales.settings import MEGABYTE
from web.problems import Problem

ROUND_THE_FILE_BYTES = 16 * 1024
"""What a multipart body has besides the file: boundaries and heads."""
IDLE_SECONDS = 30
LONGEST_SECONDS = 600


@asynccontextmanager
async def received_file(request: Request, most_bytes: int) -> AsyncIterator[UploadFile]:
    """The one file of the request, gone afterwards.

    Raises Problem: 400 no multipart or cut off, 408 too slow, 413 too large, 415 another type, 422 no file in it; and
    NoRoom where the disk is full.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "multipart/form-data":
        raise Problem(415, "A file is sent as multipart/form-data.")
    form = await _parsed(request, most_bytes)
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Problem(422, "There is no file in the request.")
        if (file.size or 0) > most_bytes:
            raise _too_large(most_bytes)
        yield file
    finally:
        await form.close()


async def _parsed(request: Request, most_bytes: int) -> FormData:
    stream = _guarded(request, most_bytes)
    parser = MultiPartParser(request.headers, stream, max_files=1, max_fields=1, max_part_size=1024)
    try:
        with told_plainly():
            return await parser.parse()
    except MultiPartException as fault:
        raise Problem(400, "The request is not one file as multipart/form-data.") from fault
    except ClientDisconnect as fault:
        raise Problem(400, "The file was cut off.") from fault
    except asyncio.TimeoutError as fault:
        raise Problem(408, "The file came too slowly; please try again.") from fault


async def _guarded(request: Request, most_bytes: int) -> AsyncGenerator[bytes, None]:
    """The body as it comes; raises Problem 413 as soon as it is too large."""
    most = most_bytes + ROUND_THE_FILE_BYTES
    if int(request.headers.get("content-length") or 0) > most:
        raise _too_large(most_bytes)
    received, began, stream = 0, time.monotonic(), request.stream()
    while True:
        left = LONGEST_SECONDS - (time.monotonic() - began)
        try:
            chunk = await asyncio.wait_for(stream.__anext__(), min(IDLE_SECONDS, left))
        except StopAsyncIteration:
            return
        received += len(chunk)
        if received > most:
            raise _too_large(most_bytes)
        yield chunk


def _too_large(most_bytes: int) -> Problem:
    return Problem(413, f"The file is larger than {most_bytes // MEGABYTE} MB; please send a smaller one.")
