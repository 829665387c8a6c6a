"""Counts for the desk's page of figures, each of what began since a moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import ge, in_op

from aftersales.records.tables import AuditEntry, Claim, Conversation, Handoff, Message, Order


def conversations_since(session: Session, since: datetime) -> set[str]:
    """The ids of the conversations that began since then and in which a customer has said something."""
    said = select(Message.conversation_id).where(Message.author == "customer")
    query = select(Conversation.id).where(ge(Conversation.started_at, since), in_op(Conversation.id, said))
    return set(session.scalars(query))


def handoffs_since(session: Session, since: datetime) -> list[Handoff]:
    """The handoffs opened since then, the oldest first."""
    return list(session.scalars(select(Handoff).where(ge(Handoff.opened_at, since)).order_by(Handoff.id)))


def lines_since(session: Session, since: datetime) -> Sequence[tuple[str, str, datetime]]:
    """Of every line that was shown: its conversation, its author and its moment, in the order they were said."""
    columns = (Message.conversation_id, Message.author, Message.created_at)
    query = select(*columns).where(ge(Message.created_at, since), Message.shown == true())
    return [tuple(row) for row in session.execute(query.order_by(Message.conversation_id, Message.seq))]


def claims_by_state(session: Session, since: datetime) -> list[tuple[str, str, int]]:
    """How many claims opened since then stand in each state, shop by shop."""
    count = select(Order.shop, Claim.state, func.count(Claim.id)).join(Order, Order.id == Claim.order_id)
    query = count.where(ge(Claim.opened_at, since)).group_by(Order.shop, Claim.state)
    return sorted(tuple(row) for row in session.execute(query))


def details_of(session: Session, action: str, since: datetime) -> list[tuple[str, dict[str, Any]]]:
    """Subject and detail of every act of one kind since then."""
    query = select(AuditEntry.subject, AuditEntry.detail).where(AuditEntry.action == action, ge(AuditEntry.at, since))
    return [(subject, detail or {}) for subject, detail in session.execute(query)]
