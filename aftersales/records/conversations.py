"""Queries on conversations: starting one, whose order it is about, and counting what went wrong."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from aftersales.errors import UnknownConversation
from aftersales.records.recall import forget, forget_all, recall
from aftersales.records.tables import Conversation, Order

# Written once: putting a statement together takes longer than running it, and every turn begins with this one.
_LOCK = (
    select(Conversation)
    .where(Conversation.id == bindparam("conversation"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def get_or_start(session: Session, conversation_id: str, now: datetime) -> Conversation:
    """The conversation, started when it is new, and locked."""
    return _locked(session, conversation_id) or _start(session, conversation_id, now)


def get(session: Session, conversation_id: str) -> Conversation:
    """The conversation; raises UnknownConversation."""
    conversation: Conversation | None = session.get(Conversation, conversation_id)
    if conversation is None:
        raise UnknownConversation(f"there is no conversation {conversation_id!r}", "conversations")
    return conversation


def lock(session: Session, conversation_id: str) -> Conversation:
    """The conversation as it stands now, kept from changing until the transaction ends; raises UnknownConversation."""
    conversation = _locked(session, conversation_id)
    if conversation is None:
        raise UnknownConversation(f"there is no conversation {conversation_id!r}", "conversations")
    return conversation


def identify(session: Session, conversation: Conversation, order: Order) -> None:
    """Note that the customer has proven to own the order.

    Failed look-ups stay counted: an order of one's own must not buy new guesses at other people's.
    """
    conversation.order_id = order.id
    conversation.shop = order.shop
    session.flush()


def forget_order(session: Session, conversation: Conversation) -> None:
    """Take the identified order away, as when the customer asks about another one."""
    conversation.order_id = None
    session.flush()


def count_failed_lookup(session: Session, conversation: Conversation) -> int:
    """Count one more look-up that found nothing; gives how many there have been."""
    return _count(session, conversation, "failed_lookups")


def count_misunderstood(session: Session, conversation: Conversation) -> int:
    """Count one more message in a row that was not understood; gives how many there have been."""
    return _count(session, conversation, "misunderstood")


def _start(session: Session, conversation_id: str, now: datetime) -> Conversation:
    # Where another message of the same customer comes first, its conversation is this one.
    with suppress(IntegrityError), session.begin_nested():
        session.add(Conversation(id=conversation_id, started_at=now, last_seen_at=now))
    return lock(session, conversation_id)


def _locked(session: Session, conversation_id: str) -> Conversation | None:
    """The conversation, read and locked once in a transaction: after that nobody else can change it."""
    key = ("locked conversation", conversation_id)
    found = recall(session, key, lambda: _read_and_lock(session, conversation_id))
    if found is None:
        forget(session, key)
    return found


def _read_and_lock(session: Session, conversation_id: str) -> Conversation | None:
    forget_all(session)
    found: Conversation | None = session.scalars(_LOCK, {"conversation": conversation_id}).one_or_none()
    return found


def _count(session: Session, conversation: Conversation, column: str) -> int:
    session.flush()
    # The database adds, so that two messages at once count as two.
    one_more = (
        update(Conversation)
        .where(Conversation.id == conversation.id)
        .values({column: getattr(Conversation, column) + 1})
        .execution_options(synchronize_session=False)
    )
    session.execute(one_more)
    session.refresh(conversation, [column])
    counted: int = getattr(conversation, column)
    return counted
