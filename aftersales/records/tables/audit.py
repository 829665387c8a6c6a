"""The audit trail: who did what to which record."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, String

from aftersales.records.tables.base import Base, ledger
from aftersales.records.types import Json, Moment


@ledger.mapped
class AuditEntry(Base):
    """One act; subject names the record, such as "order:12" or "claim:C-8Z4K2M9QXT"."""

    __tablename__ = "audit"

    id: int = Column(Integer, primary_key=True)
    at: datetime = Column(Moment, nullable=False)
    actor: str = Column(String(64), nullable=False)
    action: str = Column(String(64), nullable=False)
    subject: str = Column(String(255), nullable=False)
    detail: dict[str, Any] | None = Column(Json)

    __table_args__ = (Index("ix_audit_subject", "subject"),)
