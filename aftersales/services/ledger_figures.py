"""Figures of the ledger for whoever watches over the running system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine

from aftersales.records import claims, handoffs, outbox
from aftersales.records.database import reading


@dataclass(frozen=True)
class LedgerFigures:
    """Handovers by reason, claims by shop, the outbox by kind and state, and how long the oldest due item is due."""

    handovers: dict[str, int]
    claims: dict[str, int]
    outbox: dict[tuple[str, str], int]
    outbox_due_seconds: float


def ledger_figures(engine: Engine, now: datetime) -> LedgerFigures:
    """The figures; raises DatabaseUnavailable."""
    with reading(engine) as session:
        due = outbox.due(session, ("mail", "webhook"), now, 1)
        waited = (now - due[0].next_try_at).total_seconds() if due else 0.0
        return LedgerFigures(
            handoffs.count_by_reason(session), claims.count_by_shop(session), outbox.counts(session), waited
        )
