"""The audit trail: adding an entry, reading those of a record."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from aftersales.records.tables import AuditEntry


def record(
    session: Session,
    actor: str,
    action: str,
    subject: str,
    now: datetime,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Note who (customer, assistant, a person's name, system) did what to which record."""
    entry = AuditEntry(at=now, actor=actor, action=action, subject=subject, detail=detail)
    session.add(entry)
    return entry


def last_about(session: Session, subject: str) -> int:
    """The number of the newest entry about a record, 0 where there is none."""
    return int(session.scalar(select(func.max(AuditEntry.id)).where(AuditEntry.subject == subject)) or 0)


def about(session: Session, subject: str) -> list[AuditEntry]:
    """The entries about a record, the oldest first."""
    query = select(AuditEntry).where(AuditEntry.subject == subject).order_by(AuditEntry.id)
    return list(session.scalars(query))
