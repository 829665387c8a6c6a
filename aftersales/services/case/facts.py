"""The facts of a case: noting what is heard, with its source, and giving them to the engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aftersales.records import cases
from aftersales.records.tables import Case, CaseFact
from aftersales.services.case.day_order import misfit
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.turn import Turn

HEARD_ELSEWHERE = ("problem", "reported_on")
"""Facts that are settled when the case is opened: what it is about, and the day it was told to the assistant."""

REASONS = "reasons"
"""Under which a case keeps further problems that were told with it, as [problem, words]; no fact of any policy."""
OTHER_ORDER = "other_order"
"""Under which a waiting case keeps the number of the order it is about, where another one is at hand."""
GUESS = "guessed_problem"
"""Under which a case keeps that its problem is only the usual one of its flow: no word has told it."""
IF_LATE = "cancel_if_late"
"""Under which a look-up keeps that the customer wants to cancel the order, but only if it comes too late."""
NOTES = (REASONS, OTHER_ORDER, GUESS, IF_LATE)
"""What is kept with a case beside its facts."""


def note(turn: Turn, case: Case, fact: str, value: Any, source: str, quote: str | None = None) -> None:
    """Notes one fact; days are stored as ISO text."""
    stored = value.isoformat() if isinstance(value, date) else value
    cases.record_fact(turn.session, case, fact, stored, source, turn.now, quote)


def note_heard(turn: Turn, case: Case, heard: Heard) -> list[str]:
    """Notes the facts told in passing and gives their names; what only the record can tell is left to the record."""
    noted = []
    known = told(turn, case)
    policy = turn.policy
    for each in heard.facts:
        if each.fact in HEARD_ELSEWHERE or known.get(each.fact) == each.value:
            continue
        fact = policy.vocabulary.facts.get(each.fact) if policy else None
        if policy and (fact is None or not fact.allows(each.value)):
            continue
        note(turn, case, each.fact, each.value, "said", each.quote)
        noted.append(each.fact)
    return noted + _note_days(turn, case, heard.dates)


def _note_days(turn: Turn, case: Case, dates: Mapping[str, date]) -> list[str]:
    """Notes days whose meaning the words told; a day of the order is the record's to know, unless it does not."""
    noted = []
    order = turn.order
    for fact, day in dates.items():
        on_record = getattr(order, fact, None) if order else None
        if not fact or fact in HEARD_ELSEWHERE or day > turn.today or on_record is not None:
            continue
        if turn.policy is None or misfit(turn, told(turn, case), turn.policy, fact, day) is None:
            note(turn, case, fact, day, "said", day.isoformat())
            noted.append(fact)
    return noted


def facts_of(turn: Turn, case: Case) -> dict[str, CaseFact]:
    """The facts that count, by name, each with its source."""
    latest = cases.latest_facts(turn.session, case)
    return {name: row for name, row in latest.items() if name not in NOTES}


def told(turn: Turn, case: Case) -> dict[str, Any]:
    """The facts that count, as a request takes them."""
    facts = {name: row.value for name, row in facts_of(turn, case).items()}
    return {**facts, "problem": case.problem} if case.problem else facts


def tells_otherwise(before: Mapping[str, object], now: Mapping[str, object], but: str | None = None) -> bool:
    """Whether a fact known before is told otherwise now; `but` names one that does not count."""
    return any(now.get(fact) != value for fact, value in before.items() if fact != but)


def queue_copy(turn: Turn, case: Case) -> Case:
    """The same request once more, which waits, with all that has been told so far."""
    copy = cases.open_case(turn.session, turn.conversation.id, case.flow, turn.now, case.problem, "queued")
    for name, row in facts_of(turn, case).items():
        note(turn, copy, name, row.value, row.source, row.quote)
    return copy


def take_back_last(turn: Turn, case: Case) -> list[str]:
    """Takes back the answer given last, for a customer who wants to go back; gives the facts that it settled."""
    latest = facts_of(turn, case).items()
    asked = {name: row for name, row in latest if row.source == "asked" or row.recorded_at > case.opened_at}
    last = max((row.recorded_at for row in asked.values()), default=None)
    taken_back = [name for name, row in asked.items() if row.recorded_at == last]
    for name in taken_back:
        note(turn, case, name, None, "asked")
    return taken_back
