"""One connection serves many actions, and a server that went away is found again; Rasa's own is still the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from rasa.utils.endpoints import EndpointConfig

from actions.server import IDLE_SECONDS as KEPT_BY_SERVER
from serving.shortcuts.kept_connections import IDLE_SECONDS, REPLACEMENT


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EndpointConfig, "session", REPLACEMENT.function)


@asynccontextmanager
async def server(port: int = 0) -> AsyncIterator[tuple[EndpointConfig, set[object]]]:
    """A server that answers with what it was sent, and the connections that it saw."""
    seen: set[object] = set()

    async def answer(request: web.Request) -> web.Response:
        seen.add(request.transport)
        return web.json_response(await request.json())

    app = web.Application()
    app.router.add_post("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    try:
        yield EndpointConfig(f"http://127.0.0.1:{runner.addresses[0][1]}/"), seen
    finally:
        await runner.cleanup()


def test_rasa_has_not_changed_underneath() -> None:
    assert REPLACEMENT.fits()


@pytest.mark.usefixtures("kept")
def test_one_connection_serves_many_actions() -> None:
    async def talk() -> int:
        async with server() as (endpoint, seen):
            for number in range(5):
                assert await endpoint.request(json={"number": number}) == {"number": number}
            return len(seen)

    assert asyncio.run(talk()) == 1


@pytest.mark.usefixtures("kept")
def test_a_server_that_was_restarted_is_found_again() -> None:
    async def talk() -> None:
        async with server() as (endpoint, _):
            await endpoint.request(json={})
            port = int(endpoint.url.rsplit(":", 1)[1].strip("/"))
        with pytest.raises(aiohttp.ClientConnectionError):
            await endpoint.request(json={})
        async with server(port):
            assert await endpoint.request(json={"back": True}) == {"back": True}

    asyncio.run(talk())


def test_the_server_keeps_a_connection_longer_than_we_do() -> None:
    assert KEPT_BY_SERVER > IDLE_SECONDS
