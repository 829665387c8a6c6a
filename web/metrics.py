"""Figures for Prometheus: turns as they happen here, the rest from the ledger whenever it is asked for."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timezone

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from aftersales.errors import DatabaseUnavailable
from aftersales.services.ledger_figures import ledger_figures
from aftersales.settings import LOOPBACK
from web.health import states_of_parts
from web.ledger_metrics import LedgerMetrics
from web.problems import Problem

SECONDS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8, 15, 30, 60)
PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""Headers of a proxy: whoever it speaks for is not on this machine."""


class Metrics:
    """What one web process counts; several processes are told apart by whoever collects."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.messages = Counter("aftersales_messages", "Messages of customers taken in", registry=self.registry)
        self.turns = Counter(
            "aftersales_turns", "Turns of the assistant by outcome", ["outcome"], registry=self.registry
        )
        self.turn_seconds = Histogram(
            "aftersales_turn_seconds",
            "From a message to its answer, with the wait for earlier ones",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.up = Gauge("aftersales_up", "Whether a part of the system is there", ["part"], registry=self.registry)
        self.ledger = LedgerMetrics()
        self.registry.register(self.ledger)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Measure a turn; whoever takes it says how it ended."""
        turn = Turn()
        try:
            yield turn
        finally:
            self.turns.labels(turn.outcome).inc()
            self.turn_seconds.observe(turn.seconds)


class Turn:
    """A turn under way; its outcome is answered, no_answer, for_person or failed."""

    def __init__(self) -> None:
        self.outcome = "failed"
        self.began = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self.began


async def metrics(request: Request) -> Response:
    """The figures as Prometheus reads them."""
    state = request.app.state
    refuse_stranger(request, state.premises.settings.metrics_token)
    known: Metrics = state.metrics
    for part, is_well in (await states_of_parts(state)).items():
        known.up.labels(part).set(is_well)
    known.ledger.figures = None
    with suppress(DatabaseUnavailable):
        known.ledger.figures = await asyncio.to_thread(
            ledger_figures, state.premises.engine, datetime.now(timezone.utc)
        )
    return Response(generate_latest(known.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def refuse_stranger(request: Request, token: str) -> None:
    """Raise Problem 403 unless the token is shown or, where there is none, a program of this machine asks."""
    if token:
        shown = request.headers.get("authorization", "")
        is_known = hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())
    else:
        is_passed_on = any(header in request.headers for header in PASSED_ON)
        is_known = request.client is not None and request.client.host == LOOPBACK and not is_passed_on
    if not is_known:
        raise Problem(403, "The figures are for whoever runs the assistant.")
