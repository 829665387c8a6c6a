"""The one caller of Rasa: hands it a customer's words and gives what the assistant says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec

from aftersales.errors import AftersalesError
from aftersales.settings import LOOPBACK, Settings

LONGEST_TURN_SECONDS = 60.0
"""How long a turn of Rasa is waited for behind the customer's back; its own lock on a conversation lasts as long."""
REACH_SECONDS = 2.0


class NoAnswer(AftersalesError):
    """Rasa cannot be reached, failed, or had nothing to say."""


@dataclass(frozen=True)
class Said:
    """One message of the assistant; a button has a title and a payload, the words it stands for."""

    text: str
    buttons: tuple[Mapping[str, str], ...] = ()
    card: Mapping[str, Any] | None = None


class Assistant:
    """Rasa on this machine; keeps its connections open from one message to the next."""

    def __init__(self, settings: Settings) -> None:
        self.address = f"http://{LOOPBACK}:{settings.rasa_port}/webhooks/rest"
        self.actions_address = f"http://{LOOPBACK}:{settings.actions_port}/health"
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=50)
        self.patience = {"timeout": httpx.Timeout(LONGEST_TURN_SECONDS, connect=REACH_SECONDS).as_dict()}
        self.transport = httpx.AsyncHTTPTransport(limits=limits, trust_env=False)
        self.client = httpx.AsyncClient(transport=self.transport, trust_env=False)

    async def answer(self, conversation_id: str, message_id: str, text: str) -> list[Said]:
        """Let Rasa take its turn; raises NoAnswer. A card comes beside its text and is in the ledger already."""
        body = {"sender": conversation_id, "message": text, "message_id": message_id}
        try:
            response = await self._post(f"{self.address}/webhook", body)
            messages = response.json()
        except (httpx.HTTPError, ValueError) as fault:
            raise NoAnswer(type(fault).__name__, "rasa") from fault
        if not response.is_success or not isinstance(messages, list) or not messages:
            raise NoAnswer(f"status {response.status_code}", "rasa")
        return [read_message(message) for message in messages if message.get("text")]

    async def _post(self, address: str, body: Mapping[str, str]) -> httpx.Response:
        """Post without the client around the transport: it takes a third longer, for cookies and redirects."""
        headers = {"Host": LOOPBACK, "Content-Type": "application/json"}
        content = msgspec.json.encode(body)
        request = httpx.Request("POST", address, headers=headers, content=content, extensions=self.patience)
        response = await self.transport.handle_async_request(request)
        await response.aread()
        return response

    async def is_ready(self) -> bool:
        """Whether Rasa answers and has its model."""
        return await self._is_well(f"{self.address}/")

    async def are_actions_ready(self) -> bool:
        """Whether the action server answers."""
        return await self._is_well(self.actions_address)

    async def _is_well(self, address: str) -> bool:
        try:
            return (await self.client.get(address, timeout=REACH_SECONDS)).is_success
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self.client.aclose()


def read_message(message: dict[str, Any]) -> Said:
    """One message of Rasa's answer."""
    buttons = message.get("buttons") or []
    read = tuple(
        {"title": str(each["title"]), "payload": str(each.get("payload") or each["title"])} for each in buttons
    )
    return Said(str(message.get("text") or ""), read)
