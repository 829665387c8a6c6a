"""Keeps the connection to the action server open; Rasa opens a new one for every action."""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

import aiohttp
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.utils.endpoints import EndpointConfig

from serving.shortcuts.replacement import Replacement

IDLE_SECONDS = 30
"""How long an unused connection is kept: less than the action server keeps it, so that it is never found closed."""


class _KeptConnector(aiohttp.TCPConnector):
    """A connector that goes with its loop; aiohttp's own would complain that nobody has closed it."""

    def __del__(self, *_: object) -> None:
        self._close()


_connectors: WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.TCPConnector] = WeakKeyDictionary()


def session(self: EndpointConfig) -> aiohttp.ClientSession:
    """A session as Rasa's, which leaves its connection open for the next one when it is closed."""
    auth = aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"]) if self.basic_auth else None
    return aiohttp.ClientSession(
        headers=self.headers,
        auth=auth,
        timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
        connector=_connector(),
        connector_owner=False,
    )


def _connector() -> aiohttp.TCPConnector:
    loop = asyncio.get_running_loop()
    if loop not in _connectors:
        _connectors[loop] = _KeptConnector(keepalive_timeout=IDLE_SECONDS)
    return _connectors[loop]


REPLACEMENT = Replacement(
    EndpointConfig,
    "session",
    "e55aa13d9d4fb4bc440ac33b870a97ee162b76dda7ccb6bf68433567475fdffb",
    session,
)
