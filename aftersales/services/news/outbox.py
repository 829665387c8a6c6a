"""Putting things into the outbox, in the transaction of what they tell of; they are sent afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from aftersales.records import outbox
from aftersales.records.tables import OutboxItem

AT_ONCE = timedelta(0)


def post_mail(
    session: Session,
    topic: str,
    key: str,
    shop: str,
    recipient: str,
    about: Mapping[str, Any],
    now: datetime,
    wait: timedelta = AT_ONCE,
) -> None:
    """Lets an e-mail be sent, once for each key of its topic. topic names its text in mails/, `about` the records.

    It is written when it is first tried, from the records as they stand then, and stays the same from then on.
    """
    item = _item("mail", topic, key, shop, about, now)
    item.recipient, item.next_try_at = recipient, now + wait
    outbox.add(session, item)


def post_event(session: Session, topic: str, key: str, shop: str, data: Mapping[str, Any], now: datetime) -> None:
    """Lets the shop's webhook be told of an event, once; no names, addresses or words of customers belong in data."""
    outbox.add(session, _item("webhook", topic, key, shop, data, now))


def event_id(topic: str, key: str) -> str:
    """The id under which whoever is told of an event knows it again."""
    return f"{topic}:{key}"


def _item(kind: str, topic: str, key: str, shop: str, payload: Mapping[str, Any], now: datetime) -> OutboxItem:
    told = {"topic": topic, "event_id": event_id(topic, key), "shop": shop, "payload": dict(payload)}
    return OutboxItem(kind=kind, created_at=now, next_try_at=now, **told)
