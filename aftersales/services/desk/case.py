"""A conversation as an agent sees it: the summary first, then order, claims, notes and who did what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy.orm import Session

from aftersales.errors import UnknownConversation
from aftersales.policy.model import ShopPolicy
from aftersales.records import agents, audit, claim_steps, claims, conversations, handoffs, notes, orders
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, ClaimEvent, Conversation, Handoff, Order
from aftersales.services.bootstrap import Premises
from aftersales.services.claim_status import ClaimStatus, status_of
from aftersales.services.desk.claims import Step, steps_from
from aftersales.services.desk.summary import Summary, summary_of
from aftersales.services.evidence.lists import Piece, evidence_of_claim
from aftersales.services.news.conversations import handover_reference


@dataclass(frozen=True)
class ClaimShown:
    """A claim with the steps that an agent can take, those taken so far, and its decision's status."""

    status: ClaimStatus
    steps: list[Step]
    evidence: tuple[Piece, ...]
    history: list[ClaimEvent]
    says: str


@dataclass(frozen=True)
class NoteShown:
    """A note with the name of who wrote it."""

    by: str
    text: str
    at: datetime


@dataclass(frozen=True)
class ActShown:
    """An entry of the audit trail."""

    by: str
    action: str
    at: datetime
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class CaseShown:
    """All that an agent sees beside the transcript. owner and agent tell who has it; epoch counts their changes."""

    conversation_id: str
    reference: str
    shop: str
    owner: str
    agent: str | None
    agent_shown: str | None
    reason: str
    opened_at: datetime
    summary: Summary
    order: Order | None
    claims: list[ClaimShown]
    notes: list[NoteShown]
    acts: list[ActShown]
    tags: tuple[str, ...]
    email: str | None
    outcome: str | None
    solved: bool | None
    comment: str | None
    colleagues: Mapping[str, str]


def read_case(premises: Premises, conversation_id: str, agent: str) -> CaseShown:
    """The case as `case_of` gives it; that the agent has read it stands in the audit trail."""
    now = datetime.now(timezone.utc)
    with writing(premises.engine) as session:
        shown = _case(session, premises, conversation_id)
        audit.record(session, agent, "read", f"conversation:{conversation_id}", now)
        return shown


def case_of(premises: Premises, conversation_id: str) -> CaseShown:
    """The case as it stands; raises UnknownConversation for one that was never handed over."""
    with reading(premises.engine) as session:
        return _case(session, premises, conversation_id)


def policy_of(premises: Premises, shop: str | None) -> ShopPolicy | None:
    """The policy of the shop that the conversation is about, None where that is not known."""
    return premises.policies[shop] if shop is not None and shop in premises.policies else None


def _case(session: Session, premises: Premises, conversation_id: str) -> CaseShown:
    conversation = conversations.get(session, conversation_id)
    handoff = handoffs.last(session, conversation_id)
    if handoff is None:
        raise UnknownConversation("it was never handed over", conversation_id)
    policy = policy_of(premises, conversation.shop)
    names = agents.names_shown(session)
    order = orders.get(session, conversation.order_id) if conversation.order_id is not None else None
    return CaseShown(
        **_standing(conversation, handoff, names),
        summary=summary_of(handoff.summary, policy),
        order=order,
        claims=_claims(session, premises, order),
        notes=_notes(session, conversation_id, names),
        acts=_acts(session, conversation_id, names),
        colleagues={each.name: each.shown_as for each in agents.everybody(session) if each.active},
    )


def _standing(conversation: Conversation, handoff: Handoff, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "conversation_id": conversation.id,
        "reference": handover_reference(handoff),
        "shop": conversation.shop or "",
        "owner": conversation.owner,
        "agent": conversation.agent,
        "agent_shown": names.get(conversation.agent or ""),
        "reason": handoff.reason,
        "opened_at": handoff.opened_at,
        "tags": tuple(handoff.tags or ()),
        "email": conversation.email,
        "outcome": handoff.outcome,
        "solved": handoff.solved,
        "comment": handoff.comment,
    }


def _claims(session: Session, premises: Premises, order: Order | None) -> list[ClaimShown]:
    if order is None or order.shop not in premises.policies:
        return []
    return [_claim(session, premises, order.shop, claim) for claim in claims.of_order(session, order.id)]


def _claim(session: Session, premises: Premises, shop: str, claim: Claim) -> ClaimShown:
    status = status_of(session, premises.policies[shop], claim)
    most_files = premises.settings.evidence_files_a_claim
    evidence = evidence_of_claim(session, premises.policies, claim, most_files).pieces
    history = claim_steps.events(session, claim)
    return ClaimShown(status, steps_from(claim.state), evidence, history, claim.decision["status"])


def _notes(session: Session, conversation_id: str, names: Mapping[str, str]) -> list[NoteShown]:
    return [NoteShown(names[note.agent], note.text, note.at) for note in notes.about(session, conversation_id)]


def _acts(session: Session, conversation_id: str, names: Mapping[str, str]) -> list[ActShown]:
    entries = audit.about(session, f"conversation:{conversation_id}")
    return [ActShown(names.get(each.actor, each.actor), each.action, each.at, each.detail or {}) for each in entries]
