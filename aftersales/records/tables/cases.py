"""Cases: a request being worked on in a conversation, and the facts learned about it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String

from aftersales.records.tables.base import Base, ledger, one_of
from aftersales.records.types import Json, Moment, Words

CASE_STATUSES = ("open", "decided", "done", "stopped", "handed_over", "queued")
FACT_SOURCES = ("said", "asked", "order", "inspection", "agent")


@ledger.mapped
class Case(Base):
    """One request of a customer. flow is its stem; decision is the last one shown.

    A decision stands with the policy_version it was made under and the words it was shown in.
    """

    __tablename__ = "cases"

    id: int = Column(Integer, primary_key=True)
    conversation_id: str = Column(ForeignKey("conversations.id"), nullable=False)
    flow: str = Column(String(64), nullable=False)
    problem: str | None = Column(String(64))
    status: str = Column(String(11), nullable=False, default="open")
    order_id: int | None = Column(ForeignKey("orders.id"))
    line_id: int | None = Column(ForeignKey("order_lines.id"))
    quantity: int | None = Column(Integer)
    opened_at: datetime = Column(Moment, nullable=False)
    decision: dict[str, Any] | None = Column(Json)
    policy_version: str | None = Column(String(128))
    words: str | None = Column(Words)

    __table_args__ = (
        one_of("status", CASE_STATUSES),
        CheckConstraint("quantity >= 1", name="quantity_positive"),
        CheckConstraint("decision IS NULL OR policy_version IS NOT NULL", name="decision_has_policy_version"),
        Index("ix_cases_conversation_id_status", "conversation_id", "status"),
    )


@ledger.mapped
class CaseFact(Base):
    """A fact of a case; the latest row of a fact counts, older rows are its history.

    quote is what the customer said, word for word, where the fact comes from words.
    """

    __tablename__ = "case_facts"

    id: int = Column(Integer, primary_key=True)
    case_id: int = Column(ForeignKey("cases.id"), nullable=False)
    fact: str = Column(String(64), nullable=False)
    value: Any = Column(Json)
    source: str = Column(String(10), nullable=False)
    quote: str | None = Column(Words)
    recorded_at: datetime = Column(Moment, nullable=False)

    __table_args__ = (
        one_of("source", FACT_SOURCES),
        Index("ix_case_facts_case_id_fact", "case_id", "fact"),
    )
