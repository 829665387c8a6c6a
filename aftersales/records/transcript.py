"""The transcript of a conversation: adding a line, reading on from a line."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from aftersales.records import conversations
from aftersales.records.tables import Message


def append(
    session: Session,
    conversation_id: str,
    author: str,
    text: str,
    now: datetime,
    buttons: list[Any] | None = None,
    client_id: str | None = None,
) -> Message:
    """Add a line under the next number; author is customer, assistant, agent or system.

    A client_id that this conversation has already used gives the line stored then: a retry adds nothing.
    """
    conversations.lock(session, conversation_id)
    stored = find(session, conversation_id, client_id)
    if stored is not None:
        return stored
    message = Message(
        conversation_id=conversation_id,
        seq=_last_seq(session, conversation_id) + 1,
        author=author,
        text=text,
        buttons=buttons,
        client_id=client_id,
        created_at=now,
    )
    session.add(message)
    session.flush()
    return message


def read(session: Session, conversation_id: str, after: int = 0) -> list[Message]:
    """The lines after the one numbered `after`, in order."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.seq > after)
    return list(session.scalars(query.order_by(Message.seq)))


def has(session: Session, conversation_id: str, client_id: str | None) -> bool:
    """Whether the line with the sender's own id is in the transcript already."""
    return find(session, conversation_id, client_id) is not None


def count_since(session: Session, conversation_id: str, author: str, since: datetime) -> int:
    """How many lines an author has added since a moment."""
    query = select(func.count()).where(
        Message.conversation_id == conversation_id, Message.author == author, Message.created_at > since
    )
    return session.scalar(query) or 0


def find(session: Session, conversation_id: str, client_id: str | None) -> Message | None:
    """The line with the sender's own id, None where there is none."""
    if client_id is None:
        return None
    query = select(Message).where(Message.conversation_id == conversation_id, Message.client_id == client_id)
    message: Message | None = session.scalars(query).one_or_none()
    return message


def _last_seq(session: Session, conversation_id: str) -> int:
    query = select(func.max(Message.seq)).where(Message.conversation_id == conversation_id)
    return session.scalar(query) or 0
