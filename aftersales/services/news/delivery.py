"""Emptying the outbox: what is due is taken by one sender only; what fails is tried again, later each time."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from aftersales.errors import AftersalesError
from aftersales.records import outbox
from aftersales.records.database import reading, writing
from aftersales.records.tables import OutboxItem
from aftersales.services.bootstrap import Premises
from aftersales.services.news.mail_texts import mail_text
from aftersales.settings import Settings

TIME_FOR_A_TRY = timedelta(minutes=2)
"""How long whoever tries keeps others away; longer than any try may last."""
LONGEST_WAIT = timedelta(hours=6)
MOST_AT_ONCE = 8
LONGEST_REASON = 500


@dataclass(frozen=True)
class Delivery:
    """Something to send now. payload is subject and text of an e-mail, the data of an event; recipient an address."""

    kind: str
    topic: str
    event_id: str
    shop: str
    recipient: str | None
    payload: dict[str, Any]
    at: datetime
    item: OutboxItem


def take_due(premises: Premises, now: datetime, kinds: Collection[str] = ("mail", "webhook")) -> list[Delivery]:
    """What is to be tried now, and by nobody else meanwhile.

    E-mails stay where they are as long as no server takes them; events that no webhook is set for are dropped.
    """
    sendable = [kind for kind in kinds if kind != "mail" or premises.settings.mail is not None]
    with reading(premises.engine) as session:
        if not outbox.due(session, sendable, now, 1):
            return []
    with writing(premises.engine) as session:
        due = outbox.due(session, sendable, now, MOST_AT_ONCE)
        taken = [_take(session, premises, item, now) for item in due]
    return [delivery for delivery in taken if delivery is not None]


def note_sent(premises: Premises, delivery: Delivery, now: datetime) -> None:
    """It was sent."""
    with writing(premises.engine) as session:
        outbox.mark_sent(session, delivery.item, now)


def note_failure(premises: Premises, delivery: Delivery, reason: str, is_final: bool, now: datetime) -> bool:
    """It could not be sent; gives whether it is given up, because it is no use or because of the tries it had."""
    item, told = delivery.item, " ".join(reason.split())[:LONGEST_REASON]
    with writing(premises.engine) as session:
        if is_final or item.attempts >= premises.settings.outbox_tries:
            return outbox.give_up(session, item, told)
        outbox.put_off(session, item, now + wait_after(premises.settings, item.attempts), told)
        return False


def wait_after(settings: Settings, attempts: int, chance: float | None = None) -> timedelta:
    """How long to wait after so many failed tries: twice as long each time, give or take a half by chance (0 to 1)."""
    spread = 0.5 + (random.random() if chance is None else chance)
    doubled = timedelta(seconds=settings.outbox_retry_seconds * float(1 << min(attempts - 1, 20)))
    return min(doubled, LONGEST_WAIT) * spread


def _take(session: Session, premises: Premises, item: OutboxItem, now: datetime) -> Delivery | None:
    if item.kind == "webhook" and premises.settings.webhook_of(item.shop) is None:
        outbox.drop(session, item)
        return None
    if not outbox.take(session, item, now + TIME_FOR_A_TRY):
        return None
    if item.kind == "mail" and not _is_written(session, premises, item):
        return None
    return Delivery(
        item.kind, item.topic, item.event_id, item.shop, item.recipient, item.payload, item.created_at, item
    )


def _is_written(session: Session, premises: Premises, item: OutboxItem) -> bool:
    """Writes the e-mail where this is its first try; whether it could be written."""
    if "text" in item.payload:
        return True
    try:
        address = premises.settings.web_address
        written = mail_text(session, premises.policies, address, item.topic, item.shop, item.payload)
    except AftersalesError as fault:
        outbox.give_up(session, item, str(fault)[:LONGEST_REASON])
        return False
    item.payload = {**item.payload, "subject": written.subject, "text": written.text}
    return True
