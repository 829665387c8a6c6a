"""Answers what went wrong with a problem document (RFC 9457): a status, and a sentence for whoever asked."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from aftersales.errors import (
    ClaimIsClosed,
    DatabaseUnavailable,
    FileSentBefore,
    ForbiddenStep,
    NoRoom,
    NotYours,
    RequestError,
    SaidOtherwise,
    StaleClaim,
    TooManyFiles,
    TooManyMessages,
    UnknownAgent,
    UnknownClaim,
    UnknownConversation,
    UnknownFile,
    UnknownKindOfFile,
    UnknownShop,
    UnreadableFile,
)
from web.streams import TooManyPages

logger = logging.getLogger("web.problems")


class Problem(Exception):
    """A request is refused; `status` is the HTTP status, `detail` a sentence for whoever sent it."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.headers = headers


KNOWN_FAULTS: Mapping[type[Exception], tuple[int, str]] = {
    UnknownConversation: (404, "This conversation does not exist or has ended; please start a new one."),
    UnknownShop: (404, "There is no such shop here."),
    UnknownClaim: (404, "There is no such claim here, or it does not ask for this."),
    UnknownFile: (404, "There is no such file here."),
    ClaimIsClosed: (409, "This claim is closed and takes no more files."),
    FileSentBefore: (409, "Another file was sent with this id before."),
    TooManyFiles: (422, "The claim holds as many files as it can. Tell us in the chat if one more matters."),
    UnknownKindOfFile: (
        415,
        "Pictures (JPEG, PNG, WebP, HEIC) and videos (MP4, MOV, WebM) can be taken, nothing else.",
    ),
    UnreadableFile: (422, "This file is damaged, or is not what its name says. Please try another one."),
    NoRoom: (507, "The file cannot be kept at the moment, and nothing of it was. Please try again later."),
    NotYours: (409, "This conversation is not in your hands, or somebody else was faster."),
    ForbiddenStep: (409, "The claim cannot take this step from where it stands."),
    StaleClaim: (409, "Somebody else has moved this claim meanwhile; please look at it again."),
    UnknownAgent: (422, "There is no such colleague."),
    RequestError: (422, "Something in this is missing, too long, or cannot be."),
    SaidOtherwise: (409, "A message with this id was sent before, in other words."),
    TooManyMessages: (429, "That was a lot within one minute. Please wait a moment, then send it again."),
    TooManyPages: (429, "This conversation is open in too many windows; please close some."),
    DatabaseUnavailable: (503, "The assistant cannot write anything down at the moment; please try again in a while."),
}


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """A problem document."""
    document = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(document, status, dict(headers or {}), "application/problem+json")


async def refused(request: Request, fault: Exception) -> Response:
    """A request that the web process itself refuses."""
    assert isinstance(fault, Problem)
    return problem(fault.status, fault.detail, fault.headers)


async def known_fault(request: Request, fault: Exception) -> Response:
    """A fault of the services that has a status of its own."""
    status, detail = KNOWN_FAULTS[type(fault)]
    headers = {"Retry-After": "20"} if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE) else {}
    return problem(status, detail, headers)


async def http_fault(request: Request, fault: Exception) -> Response:
    """An address that does not exist, or a method it does not take."""
    assert isinstance(fault, HTTPException)
    return problem(fault.status_code, "There is nothing here under this address and method.", fault.headers)


async def unforeseen(request: Request, fault: Exception) -> Response:
    """Anything else; what it was stands in the log only."""
    logger.error("%s %s failed", request.method, request.url.path, exc_info=fault)
    return problem(500, "Something went wrong on our side; please try again.")


HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    Problem: refused,
    HTTPException: http_fault,
    Exception: unforeseen,
    **dict.fromkeys(KNOWN_FAULTS, known_fault),
}
