"""The outbox as people look at it: what waits, what was sent, what failed and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from aftersales.errors import AftersalesError, RecordError
from aftersales.records import outbox
from aftersales.records.database import reading
from aftersales.records.tables import OutboxItem
from aftersales.services.bootstrap import Premises
from aftersales.services.news.mail_texts import MailText, mail_text

LISTED = 100


@dataclass(frozen=True)
class OutboxLine:
    """One item; state is waiting, sent or failed, last_error why the last try failed, text None for a webhook."""

    id: int
    kind: str
    topic: str
    shop: str
    recipient: str | None
    state: str
    attempts: int
    created_at: datetime
    next_try_at: datetime
    sent_at: datetime | None
    last_error: str | None
    text: MailText | None


def outbox_lines(
    premises: Premises, states: tuple[str, ...] = (), kind: str | None = None, limit: int = LISTED
) -> list[OutboxLine]:
    """Items, the newest first, with the e-mails as they were or would be sent now."""
    with reading(premises.engine) as session:
        return [_line(session, premises, item) for item in outbox.list_items(session, states, kind, limit)]


def try_again(session: Session, item_id: int, now: datetime) -> None:
    """Lets an item that was given up be tried again at once; raises RecordError where there is none such."""
    item = outbox.get(session, item_id)
    if item is None or item.state != "failed":
        raise RecordError(f"no item {item_id} was given up", "outbox", "`aftersales outbox list --state failed`.")
    item.state, item.attempts, item.next_try_at = "waiting", 0, now


def forget_sent(session: Session, now: datetime, days: int) -> int:
    """Deletes what was sent more than so many days ago; gives how much that was."""
    return outbox.forget_sent(session, now - timedelta(days=days))


def _line(session: Session, premises: Premises, item: OutboxItem) -> OutboxLine:
    return OutboxLine(
        item.id,
        item.kind,
        item.topic,
        item.shop,
        item.recipient,
        item.state,
        item.attempts,
        item.created_at,
        item.next_try_at,
        item.sent_at,
        item.last_error,
        _text(session, premises, item) if item.kind == "mail" else None,
    )


def _text(session: Session, premises: Premises, item: OutboxItem) -> MailText:
    if "text" in item.payload:
        return MailText(item.payload["subject"], item.payload["text"])
    try:
        address = premises.settings.web_address
        return mail_text(session, premises.policies, address, item.topic, item.shop, item.payload)
    except AftersalesError as fault:
        return MailText("", str(fault))
