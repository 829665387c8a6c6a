"""Queries on agents: adding one, finding one, the names that customers read."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from aftersales.errors import AgentExists, UnknownAgent
from aftersales.records.tables import Agent


def add(session: Session, name: str, shown_as: str, password_hash: str, now: datetime) -> Agent:
    """Add an agent; raises AgentExists where the name is taken."""
    if session.get(Agent, name) is not None:
        raise AgentExists(f"there is an agent {name!r} already", "agents", "Choose another name.")
    agent = Agent(name=name, shown_as=shown_as, password_hash=password_hash, created_at=now)
    session.add(agent)
    session.flush()
    return agent


def get(session: Session, name: str) -> Agent:
    """The agent with this name; raises UnknownAgent."""
    agent: Agent | None = session.get(Agent, name)
    if agent is None:
        raise UnknownAgent(f"there is no agent {name!r}", "agents", "`aftersales agents list` shows them all.")
    return agent


def find_active(session: Session, name: str) -> Agent | None:
    """The agent with this name who may sign in, None where there is none."""
    agent: Agent | None = session.get(Agent, name)
    return agent if agent is not None and agent.active else None


def everybody(session: Session) -> list[Agent]:
    """All agents by name, also those who may no longer sign in."""
    return list(session.scalars(select(Agent).order_by(Agent.name)))


def names_shown(session: Session) -> dict[str, str]:
    """What customers read, by the agent's name."""
    return {agent.name: agent.shown_as for agent in everybody(session)}
