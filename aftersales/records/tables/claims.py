"""Claims: what was opened for a customer, the units it holds, what it waits for, and its history."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import relationship

from aftersales.records.tables.base import Base, ledger, one_of, unique_where
from aftersales.records.types import Json, Moment, Words

if TYPE_CHECKING:
    from aftersales.records.tables.evidence import ClaimPage

CLAIM_STATES = (
    "requested",
    "authorised",
    "sent",
    "arrived",
    "inspected",
    "settled",
    "refused",
    "withdrawn",
    "expired",
)
AUTHORISATIONS = ("rma_number", "return_slip", "none")
ITEM_KINDS = ("evidence", "packing")
ITEM_STATES = ("needed", "received", "waived")


@ledger.mapped
class Claim(Base):
    """A claim on units of one order line. reference is what the customer quotes and cannot be guessed.

    The decision stands with its facts, policy_version and the words shown, so that it can be replayed.
    version counts changes of state.
    """

    __tablename__ = "claims"

    id: int = Column(Integer, primary_key=True)
    reference: str = Column(String(16), nullable=False, unique=True)
    conversation_id: str | None = Column(ForeignKey("conversations.id"), index=True)
    order_id: int = Column(ForeignKey("orders.id"), nullable=False, index=True)
    order_line_id: int = Column(ForeignKey("order_lines.id"), nullable=False, index=True)
    quantity: int = Column(Integer, nullable=False)
    flow: str = Column(String(64), nullable=False)
    problem: str = Column(String(64), nullable=False)
    remedy: str | None = Column(String(64))
    state: str = Column(String(10), nullable=False, index=True)
    version: int = Column(Integer, nullable=False, default=1)
    authorisation: str | None = Column(String(11))
    authorisation_number: str | None = Column(String(16), unique=True)
    decision: dict[str, Any] = Column(Json, nullable=False)
    facts: dict[str, Any] = Column(Json, nullable=False)
    policy_version: str = Column(String(128), nullable=False)
    words: str = Column(Words, nullable=False)
    reported_on: date = Column(Date, nullable=False)
    opened_at: datetime = Column(Moment, nullable=False)

    items: list["ClaimItem"] = relationship("ClaimItem", order_by="ClaimItem.id", lazy="selectin")
    deadlines: list["ClaimDeadline"] = relationship("ClaimDeadline", order_by="ClaimDeadline.id", lazy="selectin")
    page: "ClaimPage | None" = relationship("ClaimPage", uselist=False)

    __table_args__ = (
        one_of("state", CLAIM_STATES),
        one_of("authorisation", AUTHORISATIONS),
        CheckConstraint("quantity >= 1", name="quantity_positive"),
        CheckConstraint("version >= 1", name="version_counts"),
        CheckConstraint(
            "authorisation_number IS NULL OR coalesce(authorisation, 'none') <> 'none'",
            name="number_has_kind",
        ),
    )


@ledger.mapped
class ClaimUnit(Base):
    """One unit of an order line held by a claim; a unit is actively held by one claim at most."""

    __tablename__ = "claim_units"

    id: int = Column(Integer, primary_key=True)
    order_line_id: int = Column(ForeignKey("order_lines.id"), nullable=False)
    unit: int = Column(Integer, nullable=False)
    claim_id: int = Column(ForeignKey("claims.id"), nullable=False, index=True)
    active: bool = Column(Boolean, nullable=False, default=True)

    __table_args__ = (
        CheckConstraint("unit >= 1", name="unit_counts"),
        unique_where("uq_claim_units_one_active", order_line_id, unit, condition="active"),
    )


@ledger.mapped
class ClaimItem(Base):
    """A piece of evidence or a packing duty of a claim, and whether it has been met."""

    __tablename__ = "claim_items"

    id: int = Column(Integer, primary_key=True)
    claim_id: int = Column(ForeignKey("claims.id"), nullable=False)
    kind: str = Column(String(8), nullable=False)
    code: str = Column(String(64), nullable=False)
    state: str = Column(String(8), nullable=False, default="needed")

    __table_args__ = (
        UniqueConstraint("claim_id", "kind", "code"),
        one_of("kind", ITEM_KINDS),
        one_of("state", ITEM_STATES),
    )


@ledger.mapped
class ClaimDeadline(Base):
    """The last good day of something the claim waits for; what names the policy's window."""

    __tablename__ = "claim_deadlines"

    id: int = Column(Integer, primary_key=True)
    claim_id: int = Column(ForeignKey("claims.id"), nullable=False)
    what: str = Column(String(64), nullable=False)
    last_day: date = Column(Date, nullable=False, index=True)

    __table_args__ = (UniqueConstraint("claim_id", "what"),)


@ledger.mapped
class ClaimEvent(Base):
    """One step in a claim's life, with the facts learned on it; from_state is None where it was opened."""

    __tablename__ = "claim_events"

    id: int = Column(Integer, primary_key=True)
    claim_id: int = Column(ForeignKey("claims.id"), nullable=False, index=True)
    from_state: str | None = Column(String(10))
    to_state: str = Column(String(10), nullable=False)
    actor: str = Column(String(64), nullable=False)
    note: str | None = Column(Words)
    facts: dict[str, Any] | None = Column(Json)
    at: datetime = Column(Moment, nullable=False)

    __table_args__ = (one_of("from_state", CLAIM_STATES), one_of("to_state", CLAIM_STATES))
