"""The people at the desk: adding one, listing them, taking the right to sign in away."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy.orm import Session

from aftersales.errors import BadAgentName
from aftersales.records import agents, audit, desk_sessions
from aftersales.records.tables import Agent
from aftersales.services.desk.passwords import hash_password

NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")
LONGEST_SHOWN = 60


def add_agent(session: Session, name: str, shown_as: str, password: str, actor: str, now: datetime) -> Agent:
    """Adds an agent; `shown_as` is the name that customers read.

    Raises BadAgentName, WeakPassword, and AgentExists where the name is taken.
    """
    known_as = normal_name(name)
    if not NAME.fullmatch(known_as):
        mend = "Use 2 to 32 small letters, digits, dots, dashes; begin with a letter."
        raise BadAgentName(f"{name!r} cannot be signed in with", "name", mend)
    shown = " ".join(shown_as.split()) or known_as.title()
    if len(shown) > LONGEST_SHOWN:
        raise BadAgentName(f"the name shown has {len(shown)} characters", "shown", f"Use at most {LONGEST_SHOWN}.")
    agent = agents.add(session, known_as, shown, hash_password(password), now)
    audit.record(session, actor, "add_agent", f"agent:{known_as}", now)
    return agent


def disable_agent(session: Session, name: str, actor: str, now: datetime) -> Agent:
    """Takes the right to sign in away and ends the agent's sessions; raises UnknownAgent."""
    agent = agents.get(session, normal_name(name))
    agent.active = False
    desk_sessions.end_all_of(session, agent.name)
    audit.record(session, actor, "disable_agent", f"agent:{agent.name}", now)
    return agent


def normal_name(name: str) -> str:
    """The name as it is kept: how it is typed makes no difference."""
    return name.strip().lower()
