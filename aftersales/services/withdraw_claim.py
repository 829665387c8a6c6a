"""Withdraws a claim before its goods arrive, once, and says truthfully where that is no longer possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from aftersales.errors import StaleConfirmation
from aftersales.records import operations
from aftersales.records.tables import Claim, Confirmation
from aftersales.services.case.confirmed_writes import spend
from aftersales.services.claims.life import NEXT_STATES, take_step
from aftersales.services.flow import GOODS_BACK, Flow
from aftersales.services.news.claims import claim_changed

FLOW = Flow("withdraw_claim", reasons=("cancel", *GOODS_BACK))
WITHDRAWN = "withdrawn"
Standing = Literal["possible", "already_withdrawn", "too_late"]
Outcome = Literal["withdrawn", "already_withdrawn", "too_late"]


@dataclass(frozen=True)
class Withdrawal:
    """What came of a wish to withdraw; the claim's state tells how far a claim has gone that is too late for it."""

    claim: Claim
    outcome: Outcome


def standing_of(claim: Claim) -> Standing:
    """Whether the claim can be withdrawn, was withdrawn before, or has gone too far."""
    if claim.state == WITHDRAWN:
        return "already_withdrawn"
    return "possible" if WITHDRAWN in NEXT_STATES[claim.state] else "too_late"


def withdraw_claim(
    session: Session,
    claim: Claim,
    confirmation: Confirmation,
    now: datetime,
    actor: str = "customer",
    note: str | None = None,
) -> Withdrawal:
    """Withdraws the claim as it stands now and lets its units go, in the caller's transaction.

    A second yes to the same summary gives the same answer. Nothing is written, and the confirmation not spent, where
    the claim cannot be withdrawn. The confirmation's payload may hold the claim's `reference`. Raises
    StaleConfirmation where the yes is too old or to something else.
    """
    if confirmation.payload.get("reference", claim.reference) != claim.reference:
        raise StaleConfirmation("the yes was to another claim", claim.reference, "Sum this one up and ask again.")
    session.refresh(claim, with_for_update=True)
    standing = standing_of(claim)
    if standing == "already_withdrawn" and operations.done_on(session, confirmation.token) is not None:
        return Withdrawal(claim, "withdrawn")
    if standing != "possible":
        return Withdrawal(claim, standing)
    if spend(session, confirmation, "withdraw_claim", now) is None:
        from_state = claim.state
        take_step(session, claim, WITHDRAWN, actor, now, note)
        claim_changed(session, claim, from_state, actor, now)
        operations.record(session, confirmation, claim.order_id, {"reference": claim.reference}, now, claim.id)
    return Withdrawal(claim, "withdrawn")
