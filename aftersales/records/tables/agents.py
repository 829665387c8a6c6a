"""Agents: the people at the desk, how they are signed in, and what they note for each other."""

from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String

from aftersales.records.tables.base import Base, ledger
from aftersales.records.types import Moment, Words


@ledger.mapped
class Agent(Base):
    """A person at the desk. name is what they sign in with, in lower case; shown_as is what customers read."""

    __tablename__ = "agents"

    name: str = Column(String(64), primary_key=True)
    shown_as: str = Column(Words, nullable=False)
    password_hash: str = Column(String(255), nullable=False)
    active: bool = Column(Boolean, nullable=False, default=True)
    created_at: datetime = Column(Moment, nullable=False)


@ledger.mapped
class DeskSession(Base):
    """An agent who is signed in; the token itself is known to the agent's browser only."""

    __tablename__ = "desk_sessions"

    token_hash: str = Column(String(64), primary_key=True)
    agent: str = Column(ForeignKey("agents.name"), nullable=False, index=True)
    started_at: datetime = Column(Moment, nullable=False)
    seen_at: datetime = Column(Moment, nullable=False)
    expires_at: datetime = Column(Moment, nullable=False)


@ledger.mapped
class SignInAttempt(Base):
    """A try to sign in that has not succeeded; whether the name exists is not said."""

    __tablename__ = "sign_in_attempts"

    id: int = Column(Integer, primary_key=True)
    name: str = Column(String(64), nullable=False)
    address: str = Column(String(64), nullable=False)
    at: datetime = Column(Moment, nullable=False)

    __table_args__ = (
        Index("ix_sign_in_attempts_name_at", "name", "at"),
        Index("ix_sign_in_attempts_address_at", "address", "at"),
    )


@ledger.mapped
class Note(Base):
    """What an agent notes about a conversation for colleagues; customers never see it."""

    __tablename__ = "notes"

    id: int = Column(Integer, primary_key=True)
    conversation_id: str = Column(ForeignKey("conversations.id"), nullable=False, index=True)
    agent: str = Column(ForeignKey("agents.name"), nullable=False)
    text: str = Column(Words, nullable=False)
    at: datetime = Column(Moment, nullable=False)
