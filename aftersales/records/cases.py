"""Queries on cases: the request on the table, its facts with their sources, and its decision."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, desc, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.errors import UnknownCase
from aftersales.records.recall import keep, recall
from aftersales.records.tables import Case, CaseFact

WORKED_ON = ("open", "decided")

# Written once: putting a statement together takes longer than running it, and every turn runs these several times.
_OF_CONVERSATION = select(Case).where(Case.conversation_id == bindparam("conversation"))
_CURRENT = _OF_CONVERSATION.where(in_op(Case.status, WORKED_ON)).order_by(desc(Case.id)).limit(1)
_QUEUED = _OF_CONVERSATION.where(Case.status == "queued").order_by(Case.id)
_NEWEST = select(func.max(CaseFact.id)).where(CaseFact.case_id == bindparam("case")).group_by(CaseFact.fact)
_LATEST_FACTS = select(CaseFact).where(in_op(CaseFact.id, _NEWEST)).order_by(CaseFact.id)


def open_case(
    session: Session,
    conversation_id: str,
    flow: str,
    now: datetime,
    problem: str | None = None,
    status: str = "open",
) -> Case:
    """Open a case for a request; status "queued" keeps a second request for later."""
    case = Case(conversation_id=conversation_id, flow=flow, problem=problem, status=status, opened_at=now)
    session.add(case)
    session.flush()
    return case


def get(session: Session, case_id: int) -> Case:
    """The case with this id; raises UnknownCase."""
    case: Case | None = session.get(Case, case_id)
    if case is None:
        raise UnknownCase(f"there is no case with id {case_id}", "cases")
    return case


def current(session: Session, conversation_id: str) -> Case | None:
    """The case being worked on: the latest that is open or decided."""
    key = ("current case", conversation_id)
    case = recall(session, key, lambda: _latest(session, conversation_id))
    if case is None or case.status not in WORKED_ON:
        case = _latest(session, conversation_id)
        keep(session, key, case)
    return case


def queued(session: Session, conversation_id: str) -> list[Case]:
    """The requests that wait for their turn, the first said first."""
    return list(session.scalars(_QUEUED, {"conversation": conversation_id}))


def of_conversation(session: Session, conversation_id: str) -> list[Case]:
    """Every case of the conversation, the oldest first."""
    return list(session.scalars(_OF_CONVERSATION.order_by(Case.id), {"conversation": conversation_id}))


def record_fact(
    session: Session,
    case: Case,
    fact: str,
    value: Any,
    source: str,
    now: datetime,
    quote: str | None = None,
) -> CaseFact:
    """Note a fact with its source (said, asked, order, inspection, agent) and the customer's own words.

    It replaces what was noted before, which stays as history; the value None takes the fact back.
    """
    row = CaseFact(case_id=case.id, fact=fact, value=value, source=source, quote=quote, recorded_at=now)
    session.add(row)
    others = {name: known for name, known in latest_facts(session, case).items() if name != fact}
    keep(session, ("facts", case.id), others if value is None else {**others, fact: row})
    return row


def latest_facts(session: Session, case: Case) -> dict[str, CaseFact]:
    """The facts that count, by name, in the order they were learned; facts taken back are left out."""
    return recall(session, ("facts", case.id), lambda: _read_facts(session, case))


def fact_history(session: Session, case: Case, fact: str) -> list[CaseFact]:
    """Every value a fact of the case has had, the oldest first."""
    query = select(CaseFact).where(CaseFact.case_id == case.id, CaseFact.fact == fact)
    return list(session.scalars(query.order_by(CaseFact.id)))


def record_decision(session: Session, case: Case, decision: dict[str, Any], policy_version: str, words: str) -> None:
    """Store the decision just shown, the policy it was made under and the words it was shown in."""
    case.decision = decision
    case.policy_version = policy_version
    case.words = words
    case.status = "decided"


def _latest(session: Session, conversation_id: str) -> Case | None:
    case: Case | None = session.scalars(_CURRENT, {"conversation": conversation_id}).one_or_none()
    return case


def _read_facts(session: Session, case: Case) -> dict[str, CaseFact]:
    rows = session.scalars(_LATEST_FACTS, {"case": case.id})
    return {row.fact: row for row in rows if row.value is not None}
