"""The transcript of a conversation: adding a line, reading on from a line."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.records import conversations
from aftersales.records.recall import keep, recall, recall_all
from aftersales.records.tables import Conversation, Message

# Written once: putting a statement together takes longer than running it, and every turn runs these several times.
_OF_CONVERSATION = Message.conversation_id == bindparam("conversation")
_FIND = select(Message).where(_OF_CONVERSATION, Message.client_id == bindparam("client_id"))
_FIND_ALL = select(Message).where(_OF_CONVERSATION, in_op(Message.client_id, bindparam("client_ids", expanding=True)))
_READ = select(Message).where(_OF_CONVERSATION, Message.seq > bindparam("after")).order_by(Message.seq)
_LAST_SEQ = select(func.max(Message.seq)).where(_OF_CONVERSATION)
_COUNT_SINCE = select(func.count(Message.id)).where(
    _OF_CONVERSATION, Message.author == bindparam("author"), Message.created_at > bindparam("since")
)

CUSTOMER = "customer"


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
    new = add(session, conversation, author, [line for line in lines if line.client_id not in stored], now)
    added = iter(new)
    return [stored.get(line.client_id) or next(added) for line in lines]


def add(
    session: Session, conversation: Conversation, author: str, lines: Sequence[Line], now: datetime
) -> list[Message]:
    """Add lines that are known to be new to a conversation that is locked; they are written with the next query.

    A customer is last seen with their last line: both are written together.
    """
    about = {"conversation_id": conversation.id, "author": author, "created_at": now, "epoch": conversation.epoch}
    last = last_seq(session, conversation.id)
    messages = [Message(seq=seq, **about, **vars(line)) for seq, line in enumerate(lines, start=last + 1)]
    session.add_all(messages)
    if author == CUSTOMER and messages:
        conversation.last_seen_at = now
    for message in messages:
        if message.client_id is not None:
            keep(session, (_lines(conversation.id), message.client_id), message)
    keep(session, ("last line", conversation.id), last + len(messages))
    return messages


def read(session: Session, conversation_id: str, after: int = 0) -> list[Message]:
    """The lines after the one numbered `after`, in order, with those that the customer does not see."""
    return list(session.scalars(_READ, {"conversation": conversation_id, "after": after}))


def is_empty(session: Session, conversation_id: str, besides: str | None = None) -> bool:
    """Whether nothing has been said yet, besides the line with this client_id."""
    first = 0 if find(session, conversation_id, besides) is None else 1
    return last_seq(session, conversation_id) <= first


def has(session: Session, conversation_id: str, client_id: str | None) -> bool:
    """Whether the line with the sender's own id is in the transcript already."""
    return find(session, conversation_id, client_id) is not None


def count_since(session: Session, conversation_id: str, author: str, since: datetime) -> int:
    """How many lines an author has added since a moment."""
    return session.scalar(_COUNT_SINCE, {"conversation": conversation_id, "author": author, "since": since}) or 0


def find(session: Session, conversation_id: str, client_id: str | None) -> Message | None:
    """The line with the sender's own id, None where there is none."""
    if client_id is None:
        return None
    return recall(session, (_lines(conversation_id), client_id), lambda: _find(session, conversation_id, client_id))


def find_all(session: Session, conversation_id: str, client_ids: Collection[str]) -> dict[str | None, Message]:
    """The lines with these ids of the sender's own, read together; those that there are none of are left out."""

    def read(missing: list[str]) -> dict[str, Message | None]:
        wanted = {"conversation": conversation_id, "client_ids": missing}
        found = {message.client_id: message for message in session.scalars(_FIND_ALL, wanted)}
        return {client_id: found.get(client_id) for client_id in missing}

    known = recall_all(session, _lines(conversation_id), client_ids, read)
    return {client_id: message for client_id, message in known.items() if message is not None}


def last_seq(session: Session, conversation_id: str) -> int:
    """The number of the last line, 0 where nothing has been said."""
    return recall(session, ("last line", conversation_id), lambda: _last_seq(session, conversation_id))


def _find(session: Session, conversation_id: str, client_id: str) -> Message | None:
    wanted = {"conversation": conversation_id, "client_id": client_id}
    found: Message | None = session.scalars(_FIND, wanted).one_or_none()
    return found


def _last_seq(session: Session, conversation_id: str) -> int:
    return session.scalar(_LAST_SEQ, {"conversation": conversation_id}) or 0


def _lines(conversation_id: str) -> tuple[str, str]:
    return "lines", conversation_id
