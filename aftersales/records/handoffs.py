"""Queries on handoffs: handing a conversation to a person, taking it, closing it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.records import conversations
from aftersales.records.tables import Conversation, Handoff


def hand_over(session: Session, conversation_id: str, reason: str, summary: dict[str, Any], now: datetime) -> Handoff:
    """Put the conversation in the queue for a person; the assistant no longer owns it.

    Where it is in the queue already, its reason and summary are brought up to date. Where a person has
    taken it, it stays with that person.
    """
    conversation = conversations.lock(session, conversation_id)
    handoff = live(session, conversation_id)
    if handoff is None:
        handoff = Handoff(conversation_id=conversation_id, reason=reason, summary=summary, opened_at=now)
        session.add(handoff)
        conversation.owner = "waiting"
    else:
        handoff.reason, handoff.summary = reason, summary
    session.flush()
    return handoff


def live(session: Session, conversation_id: str) -> Handoff | None:
    """The handoff of the conversation that waits or is taken, None where the assistant answers."""
    query = select(Handoff).where(
        Handoff.conversation_id == conversation_id, in_op(Handoff.state, ("waiting", "taken"))
    )
    handoff: Handoff | None = session.scalars(query).one_or_none()
    return handoff


def queue(session: Session) -> list[Handoff]:
    """The handoffs that wait for a person, the longest wait first."""
    query = select(Handoff).where(Handoff.state == "waiting").order_by(Handoff.opened_at, Handoff.id)
    return list(session.scalars(query))


def take(session: Session, handoff: Handoff) -> bool:
    """Take a waiting handoff; False where somebody else was faster."""
    return _step(session, handoff, ("waiting",), "taken", "agent")


def close(session: Session, handoff: Handoff, owner: str = "bot") -> bool:
    """Close the handoff and give the conversation back to the bot, or close it; False where it is closed."""
    return _step(session, handoff, ("waiting", "taken"), "closed", owner)


def _step(session: Session, handoff: Handoff, states: tuple[str, ...], to_state: str, owner: str) -> bool:
    session.flush()
    change = update(Handoff).where(Handoff.id == handoff.id, in_op(Handoff.state, states))
    changed = session.execute(change.values(state=to_state).execution_options(synchronize_session=False))
    if changed.rowcount != 1:
        return False
    session.refresh(handoff, ["state"])
    conversation: Conversation = conversations.lock(session, handoff.conversation_id)
    conversation.owner = owner
    session.flush()
    return True
