"""Queries on the outbox: adding to it, taking what is due so that nobody else does, noting how it went."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, desc, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op, lt

from aftersales.records.tables import OutboxItem


def add(session: Session, item: OutboxItem) -> OutboxItem:
    """Put an item in, in the caller's transaction; the same event again gives the item that is there.

    It is written with the next query, at the latest when the transaction ends.
    """
    known = find(session, item.kind, item.event_id)
    if known is not None:
        return known
    session.add(item)
    return item


def find(session: Session, kind: str, event_id: str) -> OutboxItem | None:
    """The item of an event, None where there is none."""
    query = select(OutboxItem).where(OutboxItem.kind == kind, OutboxItem.event_id == event_id)
    found: OutboxItem | None = session.scalars(query).one_or_none()
    return found


def untried(session: Session, kind: str, event_prefix: str) -> OutboxItem | None:
    """An item of such events that waits for its first try, None where there is none."""
    query = select(OutboxItem).where(
        OutboxItem.kind == kind,
        OutboxItem.state == "waiting",
        OutboxItem.attempts == 0,
        func.substr(OutboxItem.event_id, 1, len(event_prefix)) == event_prefix,
    )
    found: OutboxItem | None = session.scalars(query.limit(1)).one_or_none()
    return found


def count_since(session: Session, kind: str, event_prefix: str, since: datetime) -> int:
    """How many items of such events were put in since a moment."""
    query = select(func.count(OutboxItem.id)).where(
        OutboxItem.kind == kind,
        OutboxItem.created_at > since,
        func.substr(OutboxItem.event_id, 1, len(event_prefix)) == event_prefix,
    )
    return session.scalar(query) or 0


def due(session: Session, kinds: Collection[str], now: datetime, limit: int) -> list[OutboxItem]:
    """What waits to be tried, the longest due first."""
    query = select(OutboxItem).where(
        OutboxItem.state == "waiting", OutboxItem.next_try_at <= now, in_op(OutboxItem.kind, tuple(kinds))
    )
    return list(session.scalars(query.order_by(OutboxItem.next_try_at, OutboxItem.id).limit(limit)))


def take(session: Session, item: OutboxItem, until: datetime) -> bool:
    """Begin a try, and keep others from it until a moment; False where somebody else has begun since it was read."""
    return _change(session, item, attempts=item.attempts + 1, next_try_at=until)


def mark_sent(session: Session, item: OutboxItem, now: datetime) -> bool:
    """Note that it was sent; False where it was taken away meanwhile, because the try took too long."""
    return _change(session, item, state="sent", sent_at=now, last_error=None)


def put_off(session: Session, item: OutboxItem, until: datetime, reason: str) -> bool:
    """Note that a try failed, and when the next one is."""
    return _change(session, item, next_try_at=until, last_error=reason)


def give_up(session: Session, item: OutboxItem, reason: str) -> bool:
    """Note that it failed for good."""
    return _change(session, item, state="failed", last_error=reason)


def drop(session: Session, item: OutboxItem) -> None:
    """Take an item out that nobody wants."""
    session.execute(delete(OutboxItem).where(OutboxItem.id == item.id))


def get(session: Session, item_id: int) -> OutboxItem | None:
    """The item, None where there is none."""
    item: OutboxItem | None = session.get(OutboxItem, item_id)
    return item


def list_items(
    session: Session, states: Iterable[str] = (), kind: str | None = None, limit: int = 100
) -> list[OutboxItem]:
    """Items, the newest first: in some states and of one kind where these are named."""
    query = select(OutboxItem).order_by(desc(OutboxItem.id)).limit(limit)
    if chosen := tuple(states):
        query = query.where(in_op(OutboxItem.state, chosen))
    if kind is not None:
        query = query.where(OutboxItem.kind == kind)
    return list(session.scalars(query))


def counts(session: Session) -> dict[tuple[str, str], int]:
    """How many items there are, by kind and state."""
    query = select(OutboxItem.kind, OutboxItem.state, func.count()).group_by(OutboxItem.kind, OutboxItem.state)
    return {(kind, state): count for kind, state, count in session.execute(query)}


def forget_sent(session: Session, before: datetime) -> int:
    """Delete what was sent before a moment; gives how many that were."""
    gone = delete(OutboxItem).where(OutboxItem.state == "sent", lt(OutboxItem.sent_at, before))
    return int(session.execute(gone.execution_options(synchronize_session=False)).rowcount)


def _change(session: Session, item: OutboxItem, **values: Any) -> bool:
    """Change an item that still is as it was read: waiting, and with so many attempts."""
    session.flush()  # one that was just put in has no id before
    change = (
        update(OutboxItem)
        .where(OutboxItem.id == item.id, OutboxItem.state == "waiting", OutboxItem.attempts == item.attempts)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if session.execute(change).rowcount != 1:
        return False
    for column, value in values.items():
        setattr(item, column, value)
    return True
