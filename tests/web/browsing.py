"""A browser's connection to the web process, with its cookies."""

import httpx

from tests.web.waiting import PATIENCE_SECONDS

NONE_KEPT = httpx.Limits(max_keepalive_connections=0)
"""Nothing is left open when a test forgets the client."""


def client_of(address: str) -> httpx.Client:
    """A client whose requests come from a page of this address; it reads no certificates, for there are none here."""
    headers = {"Origin": address}
    return httpx.Client(base_url=address, headers=headers, timeout=PATIENCE_SECONDS, limits=NONE_KEPT, verify=False)
