"""Queries for the desk's queue: what waits, what is taken, what was closed lately."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.records.handoffs import LIVE
from aftersales.records.tables import Conversation, Handoff, Message, Order

Entry = tuple[Handoff, Conversation, Order | None, Message | None]
"""A handoff with its conversation, the order the customer has proven to own, and the last thing the customer said."""


def entries(session: Session, closed_since: datetime, besides: str) -> list[Entry]:
    """The handoffs that wait or are taken, and those closed since a moment; the longest wait first.

    The words `besides`, which stand on a button, are not taken for something that the customer has said.
    """
    last_said = (
        select(Message.conversation_id, func.max(Message.seq).label("seq"))
        .where(Message.author == "customer", Message.text != besides)
        .group_by(Message.conversation_id)
        .subquery()
    )
    is_last = (Message.conversation_id == last_said.c.conversation_id) & (Message.seq == last_said.c.seq)
    query = (
        select(Handoff, Conversation, Order, Message)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .outerjoin(Order, Order.id == Conversation.order_id)
        .outerjoin(last_said, last_said.c.conversation_id == Conversation.id)
        .outerjoin(Message, is_last)
        .where(in_op(Handoff.state, LIVE) | _closed_after(closed_since))
        .order_by(Handoff.opened_at, Handoff.id)
    )
    return [tuple(row) for row in session.execute(query)]


def _closed_after(moment: datetime) -> Any:
    closed_at: Any = Handoff.closed_at
    return closed_at >= moment


def pulse(session: Session) -> tuple[int, int, str]:
    """How many handoffs wait, the number of the newest of them, and a mark that differs when the queue changes."""
    waiting = select(func.count(Handoff.id), func.max(Handoff.id)).where(Handoff.state == "waiting")
    count, newest = session.execute(waiting).one()
    live = in_op(Handoff.state, LIVE)
    steps = select(func.sum(Conversation.epoch), func.max(Conversation.last_seen_at))
    mark = session.execute(steps.join(Handoff, Handoff.conversation_id == Conversation.id).where(live)).one()
    return int(count), int(newest or 0), str(tuple(mark))
