"""The ledger's figures in Prometheus's form."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from aftersales.services.ledger_figures import LedgerFigures


class LedgerMetrics(Collector):
    """Gives the figures read last; none where the database is away."""

    def __init__(self) -> None:
        self.figures: LedgerFigures | None = None

    def collect(self) -> Iterator[Metric]:
        """The figures."""
        if self.figures is None:
            return
        handovers = CounterMetricFamily(
            "aftersales_handovers", "Conversations handed to a person by reason", labels=["reason"]
        )
        for reason, count in self.figures.handovers.items():
            handovers.add_metric([reason], count)
        claims = CounterMetricFamily("aftersales_claims", "Claims opened by shop", labels=["shop"])
        for shop, count in self.figures.claims.items():
            claims.add_metric([shop], count)
        outbox = GaugeMetricFamily(
            "aftersales_outbox", "E-mails and webhook calls by kind and state", labels=["kind", "state"]
        )
        for (kind, state), count in self.figures.outbox.items():
            outbox.add_metric([kind, state], count)
        yield from (handovers, claims, outbox)
        yield GaugeMetricFamily(
            "aftersales_outbox_due_seconds",
            "How long the oldest item has been due",
            value=self.figures.outbox_due_seconds,
        )
