"""Who is asking: a random secret in a cookie, given by the server, stands for one conversation at one shop.

The conversation's own id is made from the secret, so that whoever reads the ledger or the logs cannot take it over.
"""

from __future__ import annotations

import hashlib
import re
import secrets

from starlette.requests import Request
from starlette.responses import Response

SECRET = re.compile(r"[0-9a-f]{32}")
SECRET_BYTES = 16
WEEK_SECONDS = 7 * 24 * 3600


def cookie_name(shop: str) -> str:
    """The cookie of a shop's conversation."""
    return f"aftersales_{shop}"


def mint_secret() -> str:
    """A new visitor's secret: 128 random bits."""
    return secrets.token_hex(SECRET_BYTES)


def conversation_of(secret: str) -> str:
    """The conversation that a secret stands for; nothing leads back."""
    return hashlib.blake2b(secret.encode(), digest_size=16, person=b"conversation").hexdigest()


def visiting(request: Request, shop: str) -> str | None:
    """The conversation that the request's cookie stands for, whether it was started or not; None without a cookie."""
    secret = request.cookies.get(cookie_name(shop), "")
    return conversation_of(secret) if SECRET.fullmatch(secret) else None


def remember(request: Request, response: Response, shop: str, secret: str) -> None:
    """Give the visitor the secret."""
    response.set_cookie(
        cookie_name(shop),
        secret,
        max_age=WEEK_SECONDS,
        path="/api",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
