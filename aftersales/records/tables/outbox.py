"""The outbox: what the world is to be told, written together with the change it tells of and sent afterwards."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Integer, String, UniqueConstraint

from aftersales.records.tables.base import Base, ledger, one_of
from aftersales.records.types import Json, Moment, Words

OUTBOX_KINDS = ("mail", "webhook")
OUTBOX_STATES = ("waiting", "sent", "failed")


@ledger.mapped
class OutboxItem(Base):
    """An e-mail or a webhook call. topic is what it tells of, such as "claim.opened"; event_id tells which one.

    recipient is an e-mail address, None for a webhook, whose address the settings know by shop. payload is subject and
    text of an e-mail, the data of a webhook. next_try_at is also how long whoever tries now keeps others away.
    failed means given up; last_error is why.
    """

    __tablename__ = "outbox"

    id: int = Column(Integer, primary_key=True)
    kind: str = Column(String(7), nullable=False)
    topic: str = Column(String(64), nullable=False)
    event_id: str = Column(String(128), nullable=False)
    shop: str = Column(String(64), nullable=False)
    recipient: str | None = Column(Words)
    payload: dict[str, Any] = Column(Json, nullable=False)
    state: str = Column(String(7), nullable=False, default="waiting")
    attempts: int = Column(Integer, nullable=False, default=0)
    created_at: datetime = Column(Moment, nullable=False)
    next_try_at: datetime = Column(Moment, nullable=False)
    sent_at: datetime | None = Column(Moment)
    last_error: str | None = Column(Words)

    __table_args__ = (
        UniqueConstraint("kind", "event_id"),
        one_of("kind", OUTBOX_KINDS),
        one_of("state", OUTBOX_STATES),
        CheckConstraint("attempts >= 0", name="attempts_count"),
        CheckConstraint("(kind = 'mail') = (recipient IS NOT NULL)", name="mail_has_recipient"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_moment"),
        Index("ix_outbox_state_next_try_at", "state", "next_try_at"),
    )
