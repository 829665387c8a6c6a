"""The transcript of a conversation: adding a line, reading on from a line."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.records import conversations
from aftersales.records.recall import keep, recall, recall_all
from aftersales.records.tables import Message


@dataclass(frozen=True)
class Line:
    """What is to be added; client_id is the sender's own id of it, card the decision told, agent who said it."""

    text: str
    buttons: list[Any] | None = None
    client_id: str | None = None
    card: Mapping[str, Any] | None = None
    agent: str | None = None
    shown: bool = True


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
    (message,) = append_all(session, conversation_id, author, [Line(text, buttons, client_id)], now)
    return message


def append_all(
    session: Session, conversation_id: str, author: str, lines: Sequence[Line], now: datetime
) -> list[Message]:
    """Add lines of one author, one after the other, as `append` does."""
    conversation = conversations.lock(session, conversation_id)
    stored = find_all(session, conversation_id, [line.client_id for line in lines if line.client_id is not None])
    seq = last_seq(session, conversation_id)
    messages = []
    for line in lines:
        message = stored.get(line.client_id)
        if message is None:
            seq += 1
            message = Message(conversation_id=conversation_id, seq=seq, author=author, created_at=now, **vars(line))
            message.epoch = conversation.epoch
            session.add(message)
            if line.client_id is not None:
                keep(session, (_lines(conversation_id), line.client_id), message)
        messages.append(message)
    session.flush()
    keep(session, ("last line", conversation_id), seq)
    return messages


def read(session: Session, conversation_id: str, after: int = 0) -> list[Message]:
    """The lines after the one numbered `after`, in order, with those that the customer does not see."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.seq > after)
    return list(session.scalars(query.order_by(Message.seq)))


def is_empty(session: Session, conversation_id: str, besides: str | None = None) -> bool:
    """Whether nothing has been said yet, besides the line with this client_id."""
    first = 0 if find(session, conversation_id, besides) is None else 1
    return last_seq(session, conversation_id) <= first


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
    return find_all(session, conversation_id, [] if client_id is None else [client_id]).get(client_id)


def find_all(session: Session, conversation_id: str, client_ids: Collection[str]) -> dict[str | None, Message]:
    """The lines with these ids of the sender's own, read together; those that there are none of are left out."""

    def read(missing: list[str]) -> dict[str, Message | None]:
        query = select(Message).where(Message.conversation_id == conversation_id, in_op(Message.client_id, missing))
        found = {message.client_id: message for message in session.scalars(query)}
        return {client_id: found.get(client_id) for client_id in missing}

    known = recall_all(session, _lines(conversation_id), client_ids, read)
    return {client_id: message for client_id, message in known.items() if message is not None}


def last_seq(session: Session, conversation_id: str) -> int:
    """The number of the last line, 0 where nothing has been said."""
    return recall(session, ("last line", conversation_id), lambda: _last_seq(session, conversation_id))


def _last_seq(session: Session, conversation_id: str) -> int:
    query = select(func.max(Message.seq)).where(Message.conversation_id == conversation_id)
    return session.scalar(query) or 0


def _lines(conversation_id: str) -> tuple[str, str]:
    return "lines", conversation_id
