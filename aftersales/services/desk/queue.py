"""The queue: who waits for a person, since when, and what for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from aftersales.records import agents, desk_queue
from aftersales.records.database import reading
from aftersales.services.bootstrap import Premises
from aftersales.services.chat.messages import PERSON
from aftersales.services.news.conversations import handover_reference
from aftersales.services.wording import words
from aftersales.understanding.language import language_of

CLOSED_SHOWN = timedelta(days=1)
STATES = ("waiting", "mine", "taken", "closed")
EXCERPT = 140


@dataclass(frozen=True)
class Entry:
    """A conversation in the queue. language is an ISO 639-1 code, agent the name that customers read.

    The language is that of the last message; where it is too short to tell, that of all said before handing over.
    """

    reference: str
    conversation_id: str
    state: str
    shop: str
    reason: str
    language: str | None
    opened_at: datetime
    customer: str | None
    order_number: str | None
    excerpt: str
    agent: str | None
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Filter:
    """What an agent wants to see of the queue; an empty part lets everything through. state may be "mine"."""

    state: str = ""
    shop: str = ""
    reason: str = ""
    language: str = ""


@dataclass(frozen=True)
class Queue:
    """The entries that a filter lets through, and what there is to filter by."""

    entries: list[Entry]
    shops: list[str]
    reasons: list[str]
    languages: list[str]


def queue(premises: Premises, agent: str, wanted: Filter) -> Queue:
    """The queue as an agent wants to see it: what waits longest comes first, what is closed last."""
    now = datetime.now(timezone.utc)
    with reading(premises.engine) as session:
        names = agents.names_shown(session)
        found = desk_queue.entries(session, now - CLOSED_SHOWN, besides=words(PERSON))
        rows = [(row, _entry(premises, row, names)) for row in found]
        shown = [entry for row, entry in rows if _lets_through(wanted, entry, row[0].agent == agent)]
    every = [entry for _, entry in rows]
    order = {"waiting": 0, "taken": 1, "closed": 2}
    shown.sort(key=lambda entry: (order[entry.state], entry.opened_at))
    return Queue(
        shown,
        _kinds([entry.shop for entry in every]),
        _kinds([entry.reason for entry in every]),
        _kinds([entry.language for entry in every]),
    )


def pulse(premises: Premises) -> tuple[int, int, str]:
    """How many wait, the number of the newest handing over among them, and a mark that differs after a change."""
    with reading(premises.engine) as session:
        return desk_queue.pulse(session)


def _entry(premises: Premises, row: desk_queue.Entry, names: dict[str, str]) -> Entry:
    handoff, conversation, order, said = row
    text = " ".join(said.text.split()) if said else ""
    return Entry(
        reference=handover_reference(handoff),
        conversation_id=conversation.id,
        state=handoff.state,
        shop=conversation.shop or "",
        reason=handoff.reason,
        language=language_of(text) or language_of(" ".join(handoff.summary.get("said") or ())),
        opened_at=handoff.opened_at,
        customer=(order.name or order.email) if order else None,
        order_number=order.number if order else None,
        excerpt=text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…",
        agent=names.get(handoff.agent) if handoff.agent else None,
        tags=tuple(handoff.tags or ()),
    )


def _lets_through(wanted: Filter, entry: Entry, is_mine: bool) -> bool:
    is_state = entry.state == "taken" and is_mine if wanted.state == "mine" else wanted.state in ("", entry.state)
    parts = ((wanted.shop, entry.shop), (wanted.reason, entry.reason), (wanted.language, entry.language or "?"))
    return is_state and all(part in ("", value) for part, value in parts)


def _kinds(values: Sequence[str | None]) -> list[str]:
    return sorted({value or "?" for value in values})
