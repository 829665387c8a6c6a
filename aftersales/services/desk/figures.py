"""How it goes: conversations that needed no person, first answers, claims, and what policies leave unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy.orm import Session

from aftersales.records import figures as records
from aftersales.records.database import reading
from aftersales.records.tables import Handoff
from aftersales.services.ask_policy import ASKED_SILENT
from aftersales.services.bootstrap import Premises
from aftersales.services.desk.case import policy_of

SILENT = "policy_silent"
MOST_SILENT = 8
Line = tuple[str, str, datetime]


@dataclass(frozen=True)
class Count:
    """How often something was counted; what is a code or words."""

    what: str
    number: int


@dataclass(frozen=True)
class ShopClaims:
    """A shop's claims by state."""

    shop: str
    states: tuple[Count, ...]

    @property
    def number(self) -> int:
        """How many in all."""
        return sum(count.number for count in self.states)


@dataclass(frozen=True)
class Figures:
    """The figures of the last so many days. First answers are medians in seconds, None where there was none."""

    days: int
    conversations: int
    without_person: int
    solved: int
    not_solved: int
    first_answer: float | None
    first_answer_of_person: float | None
    reasons: tuple[Count, ...]
    claims: tuple[ShopClaims, ...]
    silent: tuple[Count, ...]


def figures(premises: Premises, days: int, now: datetime) -> Figures:
    """The figures of the last `days` days.

    A conversation counts once a customer has said something in it; it needed no person where it was never handed over.
    """
    since = now - timedelta(days=days)
    with reading(premises.engine) as session:
        talks = records.conversations_since(session, since)
        handed_over = records.handoffs_since(session, since)
        lines = records.lines_since(session, since)
        claims = records.claims_by_state(session, since)
        silent = Counter(_silent(session, premises, handed_over, since))
    solved = Counter(each.solved for each in handed_over)
    return Figures(
        days=days,
        conversations=len(talks),
        without_person=len(talks - {each.conversation_id for each in handed_over}),
        solved=solved[True],
        not_solved=solved[False],
        first_answer=_middle(_first_answers(lines)),
        first_answer_of_person=_middle(_answers_of_people(lines, handed_over)),
        reasons=_counted(Counter(each.reason for each in handed_over)),
        claims=tuple(_by_shop(premises, claims)),
        silent=_counted(silent)[:MOST_SILENT],
    )


def _first_answers(lines: Iterable[Line]) -> Iterator[float]:
    """Seconds from the first thing a customer said to the assistant's first answer."""
    asked: dict[str, datetime] = {}
    answered: set[str] = set()
    for talk, author, at in lines:
        if author == "customer":
            asked.setdefault(talk, at)
        elif author == "assistant" and talk in asked and talk not in answered:
            answered.add(talk)
            yield (at - asked[talk]).total_seconds()


def _answers_of_people(lines: Iterable[Line], handed_over: Iterable[Handoff]) -> Iterator[float]:
    """Seconds from each handing over to the first line of a person."""
    said = [(talk, at) for talk, author, at in lines if author == "agent"]
    for handoff in handed_over:
        talk, opened = handoff.conversation_id, handoff.opened_at
        waited = [(at - opened).total_seconds() for where, at in said if where == talk and at >= opened]
        if waited:
            yield min(waited)


def _silent(session: Session, premises: Premises, handed_over: Iterable[Handoff], since: datetime) -> Iterator[str]:
    """What policies were silent on: questions that nobody could answer, and requests that nobody could decide."""
    for subject, detail in records.details_of(session, ASKED_SILENT, since):
        policy = policy_of(premises, subject.partition(":")[2])
        topic = policy.vocabulary.topics.get(str(detail.get("topic"))) if policy else None
        if policy and topic:
            yield f"{policy.name}: {topic.words}"
    for handoff in handed_over:
        policy = policy_of(premises, handoff.summary.get("shop"))
        problem = (handoff.summary.get("request") or {}).get("problem")
        if handoff.reason == SILENT and policy and problem:
            yield f"{policy.name}: {policy.vocabulary.facts['problem'].values.get(problem, problem)}"


def _by_shop(premises: Premises, claims: Iterable[tuple[str, str, int]]) -> Iterator[ShopClaims]:
    by_shop: dict[str, list[Count]] = {}
    for shop, state, number in claims:
        by_shop.setdefault(shop, []).append(Count(state, number))
    for shop, states in by_shop.items():
        policy = policy_of(premises, shop)
        yield ShopClaims(policy.name if policy else shop, tuple(states))


def _counted(counts: Counter[str]) -> tuple[Count, ...]:
    return tuple(Count(what, number) for what, number in counts.most_common())


def _middle(seconds: Iterable[float]) -> float | None:
    found = list(seconds)
    return median(found) if found else None
