"""Conversations, what was said in them, and who answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, UniqueConstraint

from aftersales.records.tables.base import Base, ledger, one_of, unique_where
from aftersales.records.types import Json, Moment, Words

OWNERS = ("bot", "waiting", "agent", "closed")
AUTHORS = ("customer", "assistant", "agent", "system")
HANDOFF_STATES = ("waiting", "taken", "closed")
OUTCOMES = ("solved", "answered", "no_reply", "given_back")


@ledger.mapped
class Conversation(Base):
    """A customer's conversation; its id is the sender id of the channel.

    order_id is the order the customer has proven to own. asked is the question on the table.
    owner says who answers next, agent which person where it is one; epoch counts how often the owner has changed.
    misunderstood counts messages in a row that nobody understood. email is where the customer wants an answer
    that comes when they are gone.
    """

    __tablename__ = "conversations"

    id: str = Column(String(255), primary_key=True)
    shop: str | None = Column(String(64))
    order_id: int | None = Column(ForeignKey("orders.id"), index=True)
    failed_lookups: int = Column(Integer, nullable=False, default=0)
    owner: str = Column(String(8), nullable=False, default="bot")
    agent: str | None = Column(ForeignKey("agents.name"))
    epoch: int = Column(Integer, nullable=False, default=0)
    email: str | None = Column(String(254))
    asked: dict[str, Any] | None = Column(Json)
    misunderstood: int = Column(Integer, nullable=False, default=0)
    started_at: datetime = Column(Moment, nullable=False)
    last_seen_at: datetime = Column(Moment, nullable=False)

    __table_args__ = (
        one_of("owner", OWNERS),
        CheckConstraint("failed_lookups >= 0", name="failed_lookups_count"),
        CheckConstraint("misunderstood >= 0", name="misunderstood_counts"),
    )


@ledger.mapped
class Message(Base):
    """One line of the transcript; seq runs from 1 without gaps in each conversation.

    client_id is the sender's own id of the message, so that a retry is stored once. epoch is the conversation's when
    the line was added; what is not shown came too late for the customer. agent names the person who said it.
    card is the decision that the text tells.
    """

    __tablename__ = "messages"

    id: int = Column(Integer, primary_key=True)
    conversation_id: str = Column(ForeignKey("conversations.id"), nullable=False)
    seq: int = Column(Integer, nullable=False)
    author: str = Column(String(9), nullable=False)
    text: str = Column(Words, nullable=False)
    buttons: list[Any] | None = Column(Json)
    card: dict[str, Any] | None = Column(Json)
    client_id: str | None = Column(String(255))
    agent: str | None = Column(ForeignKey("agents.name"))
    epoch: int = Column(Integer, nullable=False, default=0)
    shown: bool = Column(Boolean, nullable=False, default=True)
    created_at: datetime = Column(Moment, nullable=False)

    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
        one_of("author", AUTHORS),
        CheckConstraint("seq >= 1", name="seq_counts"),
    )


@ledger.mapped
class Handoff(Base):
    """A conversation handed to a person, with what that person needs to know.

    before is where the assistant was, for when it is given back. agent, outcome, closed_at tell who ended it, how and
    when; solved and comment are the customer's own words on that.
    """

    __tablename__ = "handoffs"

    id: int = Column(Integer, primary_key=True)
    conversation_id: str = Column(ForeignKey("conversations.id"), nullable=False, index=True)
    reason: str = Column(Words, nullable=False)
    summary: dict[str, Any] = Column(Json, nullable=False)
    state: str = Column(String(7), nullable=False, default="waiting")
    opened_at: datetime = Column(Moment, nullable=False)
    before: dict[str, Any] | None = Column(Json)
    tags: list[str] | None = Column(Json)
    agent: str | None = Column(ForeignKey("agents.name"))
    outcome: str | None = Column(String(16))
    closed_at: datetime | None = Column(Moment)
    solved: bool | None = Column(Boolean)
    comment: str | None = Column(Words)

    __table_args__ = (
        one_of("state", HANDOFF_STATES),
        unique_where("uq_handoffs_one_waiting", conversation_id, condition="state = 'waiting'"),
        Index("ix_handoffs_state_opened_at", "state", "opened_at"),
    )
