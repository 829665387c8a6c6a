"""Writes that were carried out: recording one, and finding it again for everybody who asks later."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from aftersales.records.tables import Confirmation, Operation


def record(
    session: Session,
    confirmation: Confirmation,
    order_id: int,
    result: dict[str, Any],
    now: datetime,
    claim_id: int | None = None,
) -> Operation:
    """Record what was done on the confirmation; a second time raises sqlalchemy's IntegrityError."""
    operation = Operation(
        kind=confirmation.operation,
        order_id=order_id,
        claim_id=claim_id,
        confirmation=confirmation.token,
        result=result,
        created_at=now,
    )
    session.add(operation)
    session.flush()
    return operation


def done_on(session: Session, token: str) -> Operation | None:
    """What was done on the confirmation, None where nothing was."""
    operation: Operation | None = session.scalars(
        select(Operation).where(Operation.confirmation == token)
    ).one_or_none()
    return operation


def cancellation_of(session: Session, order_id: int) -> Operation | None:
    """The cancellation of the order that was carried out here, None where there was none."""
    query = select(Operation).where(Operation.order_id == order_id, Operation.kind == "cancel_order")
    operation: Operation | None = session.scalars(query).one_or_none()
    return operation
