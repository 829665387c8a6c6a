"""The handing over as the customer sees it: who answers, from when on, and what they can leave or say about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy.orm import Session

from aftersales.errors import RequestError, UnknownConversation
from aftersales.records import agents, audit, conversations, handoffs
from aftersales.records.database import reading, writing
from aftersales.services.bootstrap import Premises
from aftersales.services.chat.lines import Line, lines_in
from aftersales.services.chat.opening_hours import answers_from
from aftersales.services.chat.typed_text import as_written

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
LONGEST_EMAIL = 254
LONGEST_COMMENT = 1000


@dataclass(frozen=True)
class Handover:
    """Who answers (bot, waiting, agent, closed) and, where it is a person, the name that customers read.

    answers_from is when somebody is there again, where nobody is; asks_whether_solved is whether the one question after
    the end is still open.
    """

    owner: str
    colleague: str | None = None
    answers_from: datetime | None = None
    has_email: bool = False
    asks_whether_solved: bool = False


def handover_of(premises: Premises, conversation_id: str) -> Handover:
    """How the conversation stands; raises UnknownConversation."""
    with reading(premises.engine) as session:
        return _handover(session, premises, conversation_id)


@dataclass(frozen=True)
class News:
    """What an open page is told: the lines it has not seen, and who answers."""

    lines: list[Line]
    handover: Handover


def news_after(premises: Premises, conversation_id: str, after: int) -> News:
    """What there is to tell a page that has seen the lines up to `after`; raises UnknownConversation."""
    with reading(premises.engine) as session:
        lines = lines_in(session, conversation_id, after)
        return News(lines, _handover(session, premises, conversation_id))


def leave_email(premises: Premises, conversation_id: str, email: str) -> None:
    """Notes where the customer wants the answer; raises RequestError where it is none, or nobody answers."""
    address = email.strip()
    if len(address) > LONGEST_EMAIL or not EMAIL.fullmatch(address):
        raise RequestError("this is no e-mail address", "email", "Write it as name@example.com.")
    with writing(premises.engine) as session:
        conversation = conversations.lock(session, conversation_id)
        if conversation.owner not in ("waiting", "agent"):
            raise RequestError("no person has this conversation", "email", "Ask for a person first.")
        conversation.email = address
        audit.record(session, "customer", "left_email", f"conversation:{conversation_id}", _now())


def rate(premises: Premises, conversation_id: str, solved: bool, comment: str | None) -> None:
    """Keeps the answer to "did this solve it?", once; raises UnknownConversation where nobody asked."""
    with writing(premises.engine) as session:
        conversation = conversations.lock(session, conversation_id)
        last = handoffs.last(session, conversation_id)
        if conversation.owner != "closed" or last is None or last.solved is not None:
            raise UnknownConversation("nobody asked whether it is solved", conversation_id)
        last.solved = solved
        last.comment = as_written(comment or "").strip()[:LONGEST_COMMENT] or None
        audit.record(session, "customer", "rate", f"conversation:{conversation_id}", _now(), {"solved": solved})


def _handover(session: Session, premises: Premises, conversation_id: str) -> Handover:
    conversation = conversations.get(session, conversation_id)
    owner = conversation.owner
    if owner == "bot":
        return Handover(owner)
    last = handoffs.last(session, conversation_id)
    name = agents.get(session, conversation.agent).shown_as if conversation.agent else None
    is_waiting = owner == "waiting"
    opens = answers_from(premises.settings.policies, conversation.shop, _now()) if is_waiting else None
    asks = owner == "closed" and last is not None and last.solved is None
    return Handover(owner, name, opens, conversation.email is not None, asks)


def _now() -> datetime:
    return datetime.now(timezone.utc)
