"""Queries on agents' notes about conversations."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from aftersales.records.tables import Note


def add(session: Session, conversation_id: str, agent: str, text: str, now: datetime) -> Note:
    """Add a note."""
    note = Note(conversation_id=conversation_id, agent=agent, text=text, at=now)
    session.add(note)
    session.flush()
    return note


def about(session: Session, conversation_id: str) -> list[Note]:
    """The notes about a conversation, the oldest first."""
    query = select(Note).where(Note.conversation_id == conversation_id).order_by(Note.id)
    return list(session.scalars(query))
