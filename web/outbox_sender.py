"""Sends what is in the outbox, beside the requests, for as long as the web process lives."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from datetime import datetime, timezone

from aftersales.errors import AftersalesError
from aftersales.log_lines import note
from aftersales.services.bootstrap import Premises
from aftersales.services.news.delivery import Delivery, note_failure, note_sent, take_due
from web.mailer import Mailer
from web.undelivered import Undelivered
from web.webhooks import Webhooks

logger = logging.getLogger("web.outbox")
POLL_SECONDS = 2.0
LONGEST_TRY_SECONDS = 60.0
SECONDS_TO_FINISH = 2.0


class OutboxSender:
    """Several may run beside each other, in several processes: each item is taken by one."""

    def __init__(self, premises: Premises) -> None:
        self.premises = premises
        self.mailer = Mailer(premises.settings.mail) if premises.settings.mail else None
        self.webhooks = Webhooks(premises.settings)
        self.stopping = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self.task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End, with a moment for what is being sent; what is not finished will be tried again."""
        self.stopping.set()
        if self.task is not None:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.task, SECONDS_TO_FINISH)
        await self.webhooks.close()

    async def send_due(self) -> int:
        """Try everything that is due; gives how much that was."""
        taken = await asyncio.to_thread(take_due, self.premises, _now())
        await asyncio.gather(*map(self._try, taken))
        return len(taken)

    async def _run(self) -> None:
        while not self.stopping.is_set():
            tried = 0
            try:
                tried = await self.send_due()
            except AftersalesError as fault:
                logger.warning("the outbox rests: %s", type(fault).__name__)
            except Exception:
                logger.exception("the outbox rests")
            if not tried:
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self.stopping.wait(), POLL_SECONDS)

    async def _try(self, delivery: Delivery) -> None:
        began = time.monotonic()
        try:
            await asyncio.wait_for(self._send(delivery), LONGEST_TRY_SECONDS)
        except asyncio.TimeoutError:
            outcome = await self._failed(delivery, Undelivered("it took too long"))
        except Undelivered as fault:
            outcome = await self._failed(delivery, fault)
        else:
            outcome = "sent"
            await asyncio.to_thread(note_sent, self.premises, delivery, _now())
        milliseconds = round((time.monotonic() - began) * 1000, 1)
        note(
            logger,
            kind=delivery.kind,
            topic=delivery.topic,
            item=delivery.item.id,
            outcome=outcome,
            ms=milliseconds,
        )

    async def _send(self, delivery: Delivery) -> None:
        if delivery.kind == "webhook":
            await self.webhooks.send(delivery)
        elif self.mailer is not None:
            await self.mailer.send(delivery)

    async def _failed(self, delivery: Delivery, fault: Undelivered) -> str:
        is_given_up = await asyncio.to_thread(
            note_failure, self.premises, delivery, fault.message, fault.is_final, _now()
        )
        return "given up" if is_given_up else "put off"


def _now() -> datetime:
    return datetime.now(timezone.utc)
