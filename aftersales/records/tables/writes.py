"""Confirmed writes: the single-use yes of a customer, and what was done on it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String

from aftersales.records.tables.base import Base, ledger, one_of, unique_where
from aftersales.records.types import Json, Moment

OPERATIONS = ("cancel_order", "open_claim", "withdraw_claim")


@ledger.mapped
class Confirmation(Base):
    """A write that was summed up to the customer and waits for a yes.

    payload holds what the write needs; shown_hash is the hash of the summary the customer saw.
    """

    __tablename__ = "confirmations"

    token: str = Column(String(64), primary_key=True)
    case_id: int = Column(ForeignKey("cases.id"), nullable=False, index=True)
    operation: str = Column(String(14), nullable=False)
    payload: dict[str, Any] = Column(Json, nullable=False)
    shown_hash: str = Column(String(64), nullable=False)
    created_at: datetime = Column(Moment, nullable=False)
    expires_at: datetime = Column(Moment, nullable=False)
    used_at: datetime | None = Column(Moment)

    __table_args__ = (
        one_of("operation", OPERATIONS),
        CheckConstraint("length(token) >= 22", name="token_has_128_bits"),
        CheckConstraint("expires_at > created_at", name="expires_after_created"),
    )


@ledger.mapped
class Operation(Base):
    """A write that was carried out; its result is what every later answer about it is made from."""

    __tablename__ = "operations"

    id: int = Column(Integer, primary_key=True)
    kind: str = Column(String(14), nullable=False)
    order_id: int = Column(ForeignKey("orders.id"), nullable=False, index=True)
    claim_id: int | None = Column(ForeignKey("claims.id"), index=True)
    confirmation: str = Column(ForeignKey("confirmations.token"), nullable=False, unique=True)
    result: dict[str, Any] = Column(Json, nullable=False)
    created_at: datetime = Column(Moment, nullable=False)

    __table_args__ = (
        one_of("kind", OPERATIONS),
        CheckConstraint("(kind = 'cancel_order') = (claim_id IS NULL)", name="claim_named"),
        unique_where("uq_operations_one_cancellation", order_id, condition="kind = 'cancel_order'"),
        unique_where("uq_operations_one_opening", claim_id, condition="kind = 'open_claim'"),
        unique_where("uq_operations_one_withdrawal", claim_id, condition="kind = 'withdraw_claim'"),
    )
