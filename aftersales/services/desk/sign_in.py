"""Signing agents in and out: a random token that only the browser keeps, and a limit on guessing."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from aftersales.errors import SignInRefused, TooManySignIns
from aftersales.records import agents, audit, desk_sessions
from aftersales.records.database import reading, writing
from aftersales.records.tables import Agent
from aftersales.services.desk.agents import normal_name
from aftersales.services.desk.passwords import is_right

TOKEN_BYTES = 32
LONGEST_SESSION = timedelta(hours=12)
IDLE_SESSION = timedelta(hours=2)
ROTATED_AFTER = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=1)
MEMORY = timedelta(minutes=15)
MOST_TRIES_OF_NAME = 5
MOST_TRIES_FROM_ADDRESS = 20


@dataclass(frozen=True)
class SignedIn:
    """An agent who is signed in: their name, the name customers read, and whether a new token is due."""

    name: str
    shown_as: str
    is_token_old: bool = False


def sign_in(engine: Engine, name: str, password: str, address: str, now: datetime) -> str:
    """Signs an agent in and gives the token of a new session.

    Raises SignInRefused for a wrong name or password, which are not told apart, and TooManySignIns beyond the limit of
    tries with a name or from an address within a quarter of an hour.
    """
    known_as = normal_name(name)[:64]
    agent = _admitted(engine, known_as, address[:64], now)
    # Checking a password takes its time; nobody else has to wait for the ledger meanwhile.
    if not is_right(password, agent.password_hash if agent else None):
        raise SignInRefused("the name or the password is wrong", "sign-in")
    with writing(engine) as session:
        desk_sessions.forgive(session, known_as, address[:64])
        audit.record(session, known_as, "sign_in", f"agent:{known_as}", now, {"from": address[:64]})
        return _begin(session, known_as, now, now + LONGEST_SESSION)


def signed_in(engine: Engine, token: str, now: datetime) -> SignedIn | None:
    """Whose token it is; None where it is nobody's, or the session is over."""
    with reading(engine) as session:
        found = desk_sessions.find(session, hash_of(token))
        agent = agents.find_active(session, found.agent) if found else None
    if found is None or agent is None or found.expires_at <= now or found.seen_at <= now - IDLE_SESSION:
        return None
    if found.seen_at <= now - SEEN_EVERY:
        with writing(engine) as session:
            if (still := desk_sessions.find(session, found.token_hash)) is not None:
                still.seen_at = now
    return SignedIn(agent.name, agent.shown_as, found.started_at <= now - ROTATED_AFTER)


def renew(engine: Engine, token: str, now: datetime) -> str | None:
    """A new token in place of an old one, for what is left of the session; None where that is over."""
    with writing(engine) as session:
        found = desk_sessions.find(session, hash_of(token))
        if found is None:
            return None
        agent, until = found.agent, found.expires_at
        desk_sessions.end(session, found.token_hash)
        return _begin(session, agent, now, until)


def sign_out(engine: Engine, token: str, now: datetime) -> None:
    """Ends the session; the token is worth nothing from now on."""
    with writing(engine) as session:
        found = desk_sessions.find(session, hash_of(token))
        if found is not None:
            audit.record(session, found.agent, "sign_out", f"agent:{found.agent}", now)
            desk_sessions.end(session, found.token_hash)


def hash_of(token: str) -> str:
    """What the ledger keeps of a token; nothing leads back."""
    return hashlib.sha256(token.encode()).hexdigest()


def _admitted(engine: Engine, name: str, address: str, now: datetime) -> Agent | None:
    """The agent of the name, if any, once the try is counted.

    The count is committed before it is looked at, so that many tries at once do not slip through.
    """
    with writing(engine) as session:
        attempt = desk_sessions.note_attempt(session, name, address, now, now - MEMORY)
    with writing(engine) as session:
        of_name, from_address = desk_sessions.attempts(session, name, address, now - MEMORY)
        is_admitted = of_name <= MOST_TRIES_OF_NAME and from_address <= MOST_TRIES_FROM_ADDRESS
        if not is_admitted:
            desk_sessions.uncount(session, attempt)
        agent = agents.find_active(session, name)
    if not is_admitted:
        raise TooManySignIns("too many tries to sign in", "sign-in", "Wait a quarter of an hour.")
    return agent


def _begin(session: Session, agent: str, now: datetime, until: datetime) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    desk_sessions.begin(session, hash_of(token), agent, now, until)
    return token
