"""Queries on handoffs: handing a conversation to a person, taking it, passing it on, ending it."""

from datetime import datetime
from typing import Any

from sqlalchemy import desc, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.records import conversations
from aftersales.records.ownership import pass_on
from aftersales.records.tables import Conversation, Handoff

LIVE = ("waiting", "taken")
STATES = {"waiting": "waiting", "agent": "taken", "bot": "closed", "closed": "closed"}
"""The state of a handoff by who owns its conversation."""


def hand_over(
    session: Session,
    conversation_id: str,
    reason: str,
    summary: dict[str, Any],
    now: datetime,
    before: dict[str, Any] | None = None,
) -> Handoff:
    """Put the conversation in the queue for a person; the assistant no longer owns it.

    before is where the assistant was. Where the conversation is in the queue already, its reason and summary are
    brought up to date. Where a person has taken it, it stays with that person.
    """
    conversation = conversations.lock(session, conversation_id)
    handoff = live(session, conversation_id)
    if handoff is None:
        told = {"reason": reason, "summary": summary, "before": before}
        handoff = Handoff(conversation_id=conversation_id, opened_at=now, **told)
        session.add(handoff)
        reopen(session, conversation)
        pass_on(session, conversation, "bot", "waiting")
    else:
        handoff.reason, handoff.summary = reason, summary
    session.flush()
    return handoff


def reopen(session: Session, conversation: Conversation) -> bool:
    """Give a closed conversation back to the bot, since the customer writes again; False where it is not closed."""
    return conversation.owner == "closed" and pass_on(session, conversation, "closed", "bot")


def live(session: Session, conversation_id: str) -> Handoff | None:
    """The handoff of the conversation that waits or is taken, None where the assistant answers."""
    query = select(Handoff).where(Handoff.conversation_id == conversation_id, in_op(Handoff.state, LIVE))
    handoff: Handoff | None = session.scalars(query).one_or_none()
    return handoff


def last(session: Session, conversation_id: str) -> Handoff | None:
    """The latest handoff of the conversation, whatever became of it; None where there was none."""
    query = select(Handoff).where(Handoff.conversation_id == conversation_id).order_by(desc(Handoff.id)).limit(1)
    handoff: Handoff | None = session.scalars(query).one_or_none()
    return handoff


def queue(session: Session) -> list[Handoff]:
    """The handoffs that wait for a person, the longest wait first."""
    query = select(Handoff).where(Handoff.state == "waiting").order_by(Handoff.opened_at, Handoff.id)
    return list(session.scalars(query))


def count_by_reason(session: Session) -> dict[str, int]:
    """How many conversations were ever handed over, by reason."""
    query = select(Handoff.reason, func.count()).group_by(Handoff.reason)
    return dict(map(tuple, session.execute(query)))


def take(session: Session, handoff: Handoff, agent: str | None = None) -> bool:
    """Take a waiting handoff; False where somebody else was faster."""
    return _move(session, handoff, "waiting", "agent", agent)


def assign(session: Session, handoff: Handoff, agent: str) -> bool:
    """Give a taken handoff to a colleague; False where it is not taken, or was moved meanwhile."""
    return _move(session, handoff, "agent", "agent", agent)


def release(session: Session, handoff: Handoff) -> bool:
    """Put a taken handoff back into the queue, at its old place; False where it is not taken, or was moved."""
    return _move(session, handoff, "agent", "waiting")


def close(session: Session, handoff: Handoff, now: datetime, owner: str = "bot", outcome: str | None = None) -> bool:
    """End the handoff: the conversation is the bot's again, or closed; False where nobody has taken it, or not now."""
    agent = handoff.agent
    if not _move(session, handoff, "agent", owner):
        return False
    handoff.agent, handoff.outcome, handoff.closed_at = agent, outcome, now
    session.flush()
    return True


def _move(session: Session, handoff: Handoff, from_owner: str, to_owner: str, agent: str | None = None) -> bool:
    """One step; the conversation's row decides who comes first, the handoff follows it."""
    conversation: Conversation = conversations.get(session, handoff.conversation_id)
    if not pass_on(session, conversation, from_owner, to_owner, agent):
        return False
    handoff.state, handoff.agent = STATES[to_owner], agent
    session.flush()
    return True
