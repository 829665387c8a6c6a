"""The transcript as agents see it: with the lines that came too late for the customer, and who has the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy.engine import Engine

from aftersales.errors import UnknownConversation
from aftersales.records import agents, audit, conversations, handoffs, transcript
from aftersales.records.database import reading, writing
from aftersales.services.bootstrap import Premises


@dataclass(frozen=True)
class DeskLine:
    """A line of the transcript; name is the agent's who said it, is_hidden whether the customer does not see it."""

    seq: int
    author: str
    text: str
    at: datetime
    name: str | None
    is_hidden: bool


@dataclass(frozen=True)
class Standing:
    """Who has the conversation; changes counts what was done in it, so that a page knows when it is out of date."""

    owner: str
    agent: str | None
    changes: int


def read_transcript(premises: Premises, conversation_id: str, agent: str, after: int) -> None:
    """Notes that an agent reads the transcript from its beginning.

    Raises UnknownConversation for one that was never handed over.
    """
    with writing(premises.engine) as session:
        conversations.get(session, conversation_id)
        if handoffs.last(session, conversation_id) is None:
            raise UnknownConversation("it was never handed over", conversation_id)
        if after == 0:
            now = datetime.now(timezone.utc)
            audit.record(session, agent, "read_transcript", f"conversation:{conversation_id}", now)


def desk_lines_after(engine: Engine, conversation_id: str, after: int = 0) -> list[DeskLine]:
    """The lines after the one numbered `after`, in order, also those that the customer does not see."""
    with reading(engine) as session:
        found = transcript.read(session, conversation_id, after)
        names = agents.names_shown(session) if any(line.agent for line in found) else {}
        return [
            DeskLine(line.seq, line.author, line.text, line.created_at, names.get(line.agent or ""), not line.shown)
            for line in found
        ]


def standing(engine: Engine, conversation_id: str) -> Standing:
    """Who has the conversation now."""
    with reading(engine) as session:
        conversation = conversations.get(session, conversation_id)
        changes = audit.last_about(session, f"conversation:{conversation_id}")
        return Standing(conversation.owner, conversation.agent, changes)
