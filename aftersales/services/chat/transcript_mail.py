"""Sending a customer the conversation by e-mail: to the address on the verified order, and to no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from aftersales.errors import TooManyMessages
from aftersales.records import outbox
from aftersales.records.database import writing
from aftersales.services.bootstrap import Premises
from aftersales.services.news.conversations import TRANSCRIPT_TOPIC, transcript_wanted
from aftersales.services.news.outbox import event_id

MOST_AN_HOUR = 5
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class TranscriptMail:
    """Where the transcript goes, as much of the address as its owner needs to know it; is_kept: no server takes it."""

    address: str
    is_kept: bool


def mail_transcript(premises: Premises, conversation_id: str) -> TranscriptMail:
    """Puts the e-mail into the outbox.

    Raises UnknownConversation, UnknownOrder where no order is verified, TooManyMessages beyond five an hour.
    """
    now = datetime.now(timezone.utc)
    with writing(premises.engine) as session:
        recipient = transcript_wanted(session, conversation_id, now)
        prefix = event_id(TRANSCRIPT_TOPIC, f"{conversation_id}:")
        if outbox.count_since(session, "mail", prefix, now - HOUR) > MOST_AN_HOUR:
            raise TooManyMessages("the transcript was sent often enough", "transcript", "Try again in an hour.")
    return TranscriptMail(masked(recipient), premises.settings.mail is None)


def masked(email: str) -> str:
    """An address that only its owner recognises: "anna@example.com" gives "a…@example.com"."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}…@{domain}"
