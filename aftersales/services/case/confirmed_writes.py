"""Spending the customer's yes: the first to come carries the write out, everybody else reads what was done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from aftersales.errors import StaleConfirmation
from aftersales.records import confirmations, operations
from aftersales.records.tables import Confirmation, Operation


def spend(session: Session, confirmation: Confirmation, kind: str, now: datetime) -> Operation | None:
    """Spends a confirmation of this kind of write: None means that the caller has to carry it out now.

    Where it was spent before, gives what was done then. Raises StaleConfirmation where it is about another kind of
    write, is too old, or was replaced by a newer summary.
    """
    mend = "Sum it up again and ask for a new yes."
    if confirmation.operation != kind:
        raise StaleConfirmation(f"the yes was to {confirmation.operation}, not to {kind}", "confirmation", mend)
    if confirmations.consume(session, confirmation.token, now):
        return None
    done = operations.done_on(session, confirmation.token)
    if done is None:
        raise StaleConfirmation("the yes came too late or to an older summary", "confirmation", mend)
    return done
