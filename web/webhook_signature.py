"""Signs what is posted to webhooks; receivers check it as docs/webhooks.md shows."""

from __future__ import annotations

import hashlib
import hmac


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """The HMAC-SHA256 of "timestamp.body" in hexadecimal, marked with its version."""
    signed = f"{timestamp}.".encode() + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
