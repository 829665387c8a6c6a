"""One act of an agent in a conversation: who may, in one transaction, with its entry in the audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from sqlalchemy.orm import Session

from aftersales.errors import NotYours, UnknownConversation
from aftersales.records import audit, conversations, handoffs
from aftersales.records.database import writing
from aftersales.records.tables import Conversation, Handoff
from aftersales.services.bootstrap import Premises


@dataclass(frozen=True)
class Act:
    """What an act works with; `detail` goes into the audit trail."""

    session: Session
    conversation: Conversation
    handoff: Handoff
    agent: str
    now: datetime
    detail: dict[str, Any] = field(default_factory=dict)


@contextmanager
def acting(
    premises: Premises, conversation_id: str, agent: str, action: str, needs_ownership: bool = True
) -> Iterator[Act]:
    """An act on a conversation that has been handed over, now or once.

    Raises UnknownConversation where there is none such, NotYours where the act needs the agent to have the
    conversation, and somebody else has it.
    """
    now = datetime.now(timezone.utc)
    with writing(premises.engine) as session:
        conversation = conversations.lock(session, conversation_id)
        handoff = handoffs.last(session, conversation_id)
        if handoff is None:
            raise UnknownConversation("it was never handed over", conversation_id)
        if needs_ownership and (conversation.owner, conversation.agent) != ("agent", agent):
            raise NotYours("the conversation is not in your hands", conversation_id, "Take it first.")
        act = Act(session, conversation, handoff, agent, now)
        yield act
        audit.record(session, agent, action, f"conversation:{conversation_id}", now, act.detail or None)
