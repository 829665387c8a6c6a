"""Queries on agents' sessions and on tries to sign in."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from aftersales.records.tables import DeskSession, SignInAttempt


def begin(session: Session, token_hash: str, agent: str, now: datetime, until: datetime) -> None:
    """Note that an agent is signed in, until a moment at the latest; sessions that are over are thrown away."""
    session.execute(delete(DeskSession).where(DeskSession.expires_at <= now))
    session.add(DeskSession(token_hash=token_hash, agent=agent, started_at=now, seen_at=now, expires_at=until))
    session.flush()


def find(session: Session, token_hash: str) -> DeskSession | None:
    """The session of a token, whether it is over or not; None where there is none."""
    found: DeskSession | None = session.get(DeskSession, token_hash)
    return found


def end(session: Session, token_hash: str) -> None:
    """End a session; one that is over already stays so."""
    session.execute(delete(DeskSession).where(DeskSession.token_hash == token_hash))


def end_all_of(session: Session, agent: str) -> None:
    """End every session of an agent."""
    session.execute(delete(DeskSession).where(DeskSession.agent == agent))


def note_attempt(session: Session, name: str, address: str, now: datetime, forget_before: datetime) -> int:
    """Count one more try to sign in and give its id; older ones are forgotten."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < forget_before))
    attempt = SignInAttempt(name=name, address=address, at=now)
    session.add(attempt)
    session.flush()
    return attempt.id


def uncount(session: Session, attempt_id: int) -> None:
    """Take a try back that was not let through, so that waiting helps."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.id == attempt_id))


def attempts(session: Session, name: str, address: str, since: datetime) -> tuple[int, int]:
    """How many tries there have been with this name, and how many from this address."""
    counted = []
    for is_same in (SignInAttempt.name == name, SignInAttempt.address == address):
        query = select(func.count(SignInAttempt.id)).where(is_same, SignInAttempt.at > since)
        counted.append(int(session.scalar(query) or 0))
    return counted[0], counted[1]


def forgive(session: Session, name: str, address: str) -> None:
    """Forget the tries of a name from an address, since one has succeeded."""
    theirs = (SignInAttempt.name == name) & (SignInAttempt.address == address)
    session.execute(delete(SignInAttempt).where(theirs))
