"""E-mails and webhook calls at the desk: what waits, what was sent, what was given up, and giving it another try."""

from __future__ import annotations

from datetime import datetime, timezone

from aftersales.records import audit
from aftersales.records.database import writing
from aftersales.services.bootstrap import Premises
from aftersales.services.news.outbox_view import OutboxLine, outbox_lines, try_again


def outbox_seen(premises: Premises, agent: str, state: str) -> list[OutboxLine]:
    """The newest items in a state, in all of them where it is empty; that the agent has read them is noted."""
    with writing(premises.engine) as session:
        audit.record(session, agent, "view_outbox", "outbox", _now(), {"state": state})
    return outbox_lines(premises, (state,) if state else ())


def give_another_try(premises: Premises, agent: str, item_id: int) -> None:
    """Lets what was given up be tried again; raises RecordError where there is nothing such."""
    now = _now()
    with writing(premises.engine) as session:
        try_again(session, item_id, now)
        audit.record(session, agent, "retry_outbox", f"outbox:{item_id}", now)


def _now() -> datetime:
    return datetime.now(timezone.utc)
