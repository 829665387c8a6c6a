"""Single-use confirmations: a write is summed up, the customer says yes, the yes is spent once."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, desc, null, select, update
from sqlalchemy.orm import Session

from aftersales.records.tables import Case, Confirmation

TOKEN_BYTES = 16


def prepare(
    session: Session,
    case: Case,
    operation: str,
    payload: dict[str, Any],
    shown: str,
    now: datetime,
    lasts: timedelta,
) -> Confirmation:
    """Make the token for a write that is summed up to the customer in the words `shown`.

    payload is what the write will need, such as the order's version. Summaries of the case that were
    shown before can no longer be confirmed.
    """
    session.execute(_unused(delete(Confirmation), case).execution_options(synchronize_session=False))
    confirmation = Confirmation(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        case_id=case.id,
        operation=operation,
        payload=payload,
        shown_hash=hash_of(shown),
        created_at=now,
        expires_at=now + lasts,
    )
    session.add(confirmation)
    session.flush()
    return confirmation


def waiting(session: Session, case: Case) -> Confirmation | None:
    """The confirmation of the case that has not been used, expired or not."""
    confirmation: Confirmation | None = session.scalars(_unused(select(Confirmation), case)).one_or_none()
    return confirmation


def get(session: Session, token: str) -> Confirmation | None:
    """The confirmation with this token, None where there is none."""
    confirmation: Confirmation | None = session.get(Confirmation, token)
    return confirmation


def last_used(session: Session, conversation_id: str) -> Confirmation | None:
    """The confirmation of the conversation that was spent last."""
    query = (
        select(Confirmation)
        .join(Case, Case.id == Confirmation.case_id)
        .where(Case.conversation_id == conversation_id, Confirmation.used_at != null())
        .order_by(desc(Confirmation.used_at))
        .limit(1)
    )
    confirmation: Confirmation | None = session.scalars(query).one_or_none()
    return confirmation


def consume(session: Session, token: str, now: datetime) -> bool:
    """Spend the token; True for exactly one caller, and only before it expires."""
    spend = (
        update(Confirmation)
        .where(Confirmation.token == token, Confirmation.used_at == null(), Confirmation.expires_at > now)
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    spent: bool = session.execute(spend).rowcount == 1
    return spent


def hash_of(shown: str) -> str:
    """The hash under which the words of a summary are kept."""
    return hashlib.sha256(shown.encode("utf-8", "replace")).hexdigest()


def _unused(statement: Any, case: Case) -> Any:
    return statement.where(Confirmation.case_id == case.id, Confirmation.used_at == null())
