"""Expiring overdue claims in a running system; the step itself stands in claims/life.py."""

from __future__ import annotations

from datetime import datetime

from aftersales.records.database import writing
from aftersales.services.bootstrap import Premises
from aftersales.services.claims.life import expire_overdue


def expire_claims(premises: Premises, now: datetime) -> list[str]:
    """Expires, in one transaction, every claim whose last day for sending the goods back is over; their references.

    Raises DatabaseUnavailable.
    """
    with writing(premises.engine) as session:
        expired = expire_overdue(session, premises.policies, premises.settings.today(), now)
        return [claim.reference for claim in expired]
