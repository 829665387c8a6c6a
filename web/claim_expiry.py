"""Expires overdue claims beside the requests: when the web process starts, and every hour from then on."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import datetime, timezone

from aftersales.services.bootstrap import Premises
from aftersales.services.claims.expiry import expire_claims

logger = logging.getLogger("web.claim_expiry")
HOUR_SECONDS = 3600.0


class ClaimExpiry:
    """Several may run beside each other, in several processes: a claim expires once."""

    def __init__(self, premises: Premises, every_seconds: float = HOUR_SECONDS) -> None:
        self.premises = premises
        self.every_seconds = every_seconds
        self.stopping = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self.task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End, when what is being done is done."""
        self.stopping.set()
        if self.task is not None:
            await self.task

    async def _run(self) -> None:
        while not self.stopping.is_set():
            try:
                await asyncio.to_thread(expire_claims, self.premises, datetime.now(timezone.utc))
            except Exception:
                # A claim that waits an hour longer harms nobody; a process that ends does.
                logger.exception("overdue claims could not be expired; trying again later")
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), self.every_seconds)
