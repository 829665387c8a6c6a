"""How the claims on a conversation's order stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from aftersales.policy.explain import day_in_words
from aftersales.policy.model import ShopPolicy
from aftersales.records import claims, conversations, orders
from aftersales.records.tables import Claim, OrderLine
from aftersales.services.claims.life import is_closed
from aftersales.services.flow import GOODS_BACK, Flow

FLOW = Flow("claim_status", reasons=GOODS_BACK)


@dataclass(frozen=True)
class NextDeadline:
    """The last good day of what the claim waits for next; `what` names the policy's window."""

    what: str
    last_day: date


@dataclass(frozen=True)
class ClaimStatus:
    """A claim as its customer may see it; open_evidence holds the codes of what is still needed."""

    reference: str
    state: str
    product: str
    quantity: int
    remedy: str | None
    authorisation: str | None
    authorisation_number: str | None
    open_evidence: tuple[str, ...]
    next_deadline: NextDeadline | None


def claims_of_conversation(
    session: Session, policies: Mapping[str, ShopPolicy], conversation_id: str
) -> tuple[ClaimStatus, ...]:
    """The claims on the order that the customer has proven to own, the newest first; none without such an order.

    Raises UnknownConversation.
    """
    order_id = conversations.get(session, conversation_id).order_id
    if order_id is None:
        return ()
    policy = policies[orders.get(session, order_id).shop]
    return tuple(status_of(session, policy, claim) for claim in claims.of_order(session, order_id))


def status_of(session: Session, policy: ShopPolicy, claim: Claim) -> ClaimStatus:
    """How one claim stands; a closed claim waits for nothing."""
    line: OrderLine = session.get(OrderLine, claim.order_line_id)
    closed = is_closed(claim.state)
    return ClaimStatus(
        reference=claim.reference,
        state=claim.state,
        product=line.name,
        quantity=claim.quantity,
        remedy=claim.remedy,
        authorisation=claim.authorisation,
        authorisation_number=claim.authorisation_number,
        open_evidence=() if closed else open_evidence(claim),
        next_deadline=None if closed else next(iter(deadlines_ahead(policy, claim)), None),
    )


def open_evidence(claim: Claim) -> tuple[str, ...]:
    """The codes of the evidence that is still needed."""
    return tuple(item.code for item in claim.items if item.kind == "evidence" and item.state == "needed")


def deadline_in_words(policy: ShopPolicy, deadline: NextDeadline) -> dict[str, str]:
    """The last day and, in the policy's words, what day that is."""
    return {"last_day": day_in_words(deadline.last_day), "what": policy.windows[deadline.what].words}


def deadlines_ahead(policy: ShopPolicy, claim: Claim) -> list[NextDeadline]:
    """The last days of steps that have not been taken yet, the soonest first; the report itself has been made."""
    known = {"reported_on", *claim.facts}
    ahead = [
        NextDeadline(deadline.what, deadline.last_day)
        for deadline in claim.deadlines
        if deadline.what in policy.windows and policy.windows[deadline.what].tested not in known
    ]
    return sorted(ahead, key=lambda deadline: deadline.last_day)
