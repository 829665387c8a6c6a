"""A small server that holds the customers' channel and nothing else of Rasa."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from channels.customer import CustomerInput

ADDRESS = "/webhooks/rest/webhook"
PATIENCE_SECONDS = 120.0


@dataclass
class Assistant:
    """Stands for Rasa behind the channel: `turn` is what it does with a message, `ready` whether it can."""

    address: str
    turn: Callable[[UserMessage], Awaitable[None]]
    ready: bool = True

    def is_ready(self) -> bool:
        return self.ready

    def post(self, body: object, query: str = "", timeout: float = PATIENCE_SECONDS) -> httpx.Response:
        content = {"content": body} if isinstance(body, bytes) else {"json": body}
        return httpx.post(self.address + ADDRESS + query, timeout=timeout, **content)


async def echo(message: UserMessage) -> None:
    await message.output_channel.send_text_message(message.sender_id, f"You said: {message.text}")


@pytest.fixture(scope="module")
def server() -> Iterator[Assistant]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assistant = Assistant(f"http://127.0.0.1:{listener.getsockname()[1]}", echo)
        loop = asyncio.new_event_loop()
        loop.run_until_complete(_serve(assistant, listener))
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        yield assistant
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


@pytest.fixture
def assistant(server: Assistant) -> Assistant:
    server.turn, server.ready = echo, True
    return server


async def _serve(assistant: Assistant, listener: socket.socket) -> None:
    app = Sanic("customer_channel", configure_logging=False)
    app.ctx.agent = assistant
    channel = CustomerInput()
    routes = channel.blueprint(lambda message: assistant.turn(message))
    app.blueprint(routes, url_prefix=f"/webhooks/{channel.url_prefix()}")
    server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.start_serving()
