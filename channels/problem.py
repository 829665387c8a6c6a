"""Answers a request that failed with a problem document (RFC 9457)."""

from http import HTTPStatus

from sanic.response import HTTPResponse, json


def problem(status: int, detail: str) -> HTTPResponse:
    """Give a JSON problem with the status and a sentence that says what is wrong."""
    document = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return json(document, status=status, content_type="application/problem+json")
