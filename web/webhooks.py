"""Posts events to the shops' webhooks: JSON, signed, never following a redirect."""

from __future__ import annotations

import time

import httpx
import msgspec

from aftersales.services.news.delivery import Delivery
from aftersales.settings import Settings
from web.undelivered import Undelivered
from web.webhook_signature import sign

TIMEOUT_SECONDS = 10.0
TIMESTAMP = "Aftersales-Timestamp"
SIGNATURE = "Aftersales-Signature"


class Webhooks:
    """The webhooks of the settings, and the connections to them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.client = httpx.AsyncClient(timeout=TIMEOUT_SECONDS, follow_redirects=False, trust_env=False)

    async def send(self, delivery: Delivery) -> None:
        """Post an event; whatever is not answered by 2xx raises Undelivered."""
        target = self.settings.webhook_of(delivery.shop)
        if target is None:
            raise Undelivered("no webhook is set for the shop any more", is_final=True)
        body, timestamp = body_of(delivery), int(time.time())
        headers = {
            "Content-Type": "application/json",
            TIMESTAMP: str(timestamp),
            SIGNATURE: sign(target.secret, timestamp, body),
        }
        try:
            response = await self.client.post(target.url, content=body, headers=headers)
        except httpx.HTTPError as fault:
            raise Undelivered(f"{type(fault).__name__}: {fault}") from fault
        if not response.is_success:
            raise Undelivered(f"it answered {response.status_code}")

    async def close(self) -> None:
        """Close the connections."""
        await self.client.aclose()


def body_of(delivery: Delivery) -> bytes:
    """The event as it is posted, the same at every try."""
    event = {
        "id": delivery.event_id,
        "type": delivery.topic,
        "time": delivery.at,
        "shop": delivery.shop,
        "data": delivery.payload,
    }
    return msgspec.json.encode(event)
