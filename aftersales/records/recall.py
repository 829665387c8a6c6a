"""What a transaction has read already, kept until it ends: read once, however many steps of a turn need it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any, TypeVar

from sqlalchemy.orm import Session

Value = TypeVar("Value")
KEPT = "recalled"


def recall(session: Session, key: Hashable, read: Callable[[], Value]) -> Value:
    """What was read under this key in this transaction, else what `read` gives, which is then kept.

    Only for what nobody else can change before the transaction ends, such as all that belongs to a locked
    conversation. Inside a savepoint, which may be rolled back alone, nothing new is kept.
    """
    kept = _kept(session)
    if key in kept:
        found: Value = kept[key]
        return found
    value = read()
    keep(session, key, value)
    return value


def recall_all(
    session: Session, kind: Hashable, names: Collection[str], read: Callable[[list[str]], Mapping[str, Value]]
) -> dict[str, Value]:
    """Several of one kind by their names, as `recall` gives one; `read` is given those that are not kept yet."""
    kept = _kept(session)
    known = {name: kept[kind, name] for name in names if (kind, name) in kept}
    missing = [name for name in names if name not in known]
    for name, value in (read(missing) if missing else {}).items():
        keep(session, (kind, name), value)
        known[name] = value
    return known


def keep(session: Session, key: Hashable, value: Any) -> None:
    """Keep what has just been read or written; inside a savepoint it is forgotten instead."""
    if session.in_nested_transaction():
        forget(session, key)
    else:
        _kept(session)[key] = value


def forget(session: Session, key: Hashable) -> None:
    """Let it be read anew the next time."""
    _kept(session).pop(key, None)


def forget_all(session: Session) -> None:
    """Let everything be read anew, as after waiting for a lock that another writer held."""
    _kept(session).clear()


def _kept(session: Session) -> dict[Hashable, Any]:
    transaction = session.get_transaction()
    if transaction is None:
        return {}
    begun_by, kept = session.info.get(KEPT, (None, None))
    if begun_by is not transaction:
        kept = {}
        session.info[KEPT] = (transaction, kept)
    known: dict[Hashable, Any] = kept
    return known
