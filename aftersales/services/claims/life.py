"""The life of a claim: which step may follow which, what a step teaches, and what the policy says then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from aftersales.errors import ForbiddenStep, StaleClaim
from aftersales.policy.decision import Decision
from aftersales.policy.explain import plain
from aftersales.policy.model import ShopPolicy
from aftersales.records import audit, claim_steps, orders
from aftersales.records.tables import Claim
from aftersales.services.claims.decision import decide_claim
from aftersales.services.claims.facts import DAY_OF_STEP, MARK_OF_AUTHORISATION, learned_on, with_learned
from aftersales.services.news import claims as claim_news

NEXT_STATES: Mapping[str, tuple[str, ...]] = {
    "requested": ("authorised", "sent", "arrived", "settled", "refused", "withdrawn", "expired"),
    "authorised": ("sent", "arrived", "settled", "refused", "withdrawn", "expired"),
    "sent": ("arrived", "settled", "refused", "withdrawn"),
    "arrived": ("inspected", "settled", "refused"),
    "inspected": ("settled", "refused"),
    "settled": (),
    "refused": (),
    "withdrawn": (),
    "expired": (),
}
"""The one transition table: where a claim may go from each state. Goods need not go back for every claim."""

ENDED_WITHOUT_REMEDY = ("refused", "withdrawn", "expired")
ITEM_STAYS_WITH_SHOP = ("refund", "cancellation")
"""Remedies after which the customer no longer has the item, so that nothing can be claimed for it again."""


@dataclass(frozen=True)
class Advanced:
    """A claim after a step. decision is None where the step taught nothing, so that the one on record stands.

    proposed is "refused" where the policy now says no; a person takes that step, or does not.
    """

    claim: Claim
    decision: Decision | None
    proposed: str | None = None


def is_closed(state: str) -> bool:
    """Whether nothing can follow the state."""
    return not NEXT_STATES[state]


def advance(
    session: Session,
    policies: Mapping[str, ShopPolicy],
    claim: Claim,
    to_state: str,
    actor: str,
    today: date,
    now: datetime,
    note: str | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Advanced:
    """Takes a step with what it teaches, and sends the claim back through its shop's policy.

    facts are values by fact, dates as days or ISO text; the day of the step is today where they do not tell it.
    Raises ForbiddenStep where the table has no such step or a fact is missing, StaleClaim where somebody else moved
    the claim meanwhile, RequestError where a fact or value is not possible.
    """
    check_step(claim, to_state)
    from_state = claim.state
    policy = policies[orders.get(session, claim.order_id).shop]
    learned = learned_on(policy, claim, to_state, facts, today)
    take_step(session, claim, to_state, actor, now, note, {name: plain(value) for name, value in learned.items()})
    if to_state == "authorised" and claim.decision["authorisation"] in MARK_OF_AUTHORISATION:
        claim_steps.authorise(session, claim, claim.decision["authorisation"])
    claim_news.claim_changed(session, claim, from_state, actor, now)
    if not learned:
        return Advanced(claim, None)
    claim.facts = with_learned(policy, claim.facts, learned, actor)
    decision = _decide_again(session, policy, claim, today)
    says_no = decision.status == "not_eligible" and "refused" in NEXT_STATES[to_state]
    return Advanced(claim, decision, "refused" if says_no else None)


def check_step(claim: Claim, to_state: str) -> None:
    """Raises ForbiddenStep, which names the steps that are allowed, where the table has no such step."""
    allowed = NEXT_STATES[claim.state]
    if to_state not in allowed:
        mend = f"It can become: {', '.join(allowed)}." if allowed else "Nothing can follow."
        raise ForbiddenStep(f"it is {claim.state} and cannot become {to_state}", claim.reference, mend)


def take_step(
    session: Session,
    claim: Claim,
    to_state: str,
    actor: str,
    now: datetime,
    note: str | None = None,
    facts: dict[str, Any] | None = None,
) -> None:
    """Moves the claim and notes it; a claim that ends lets its units go unless the shop keeps the item.

    Raises ForbiddenStep and StaleClaim as `advance` does.
    """
    check_step(claim, to_state)
    detail = {"from": claim.state, "to": to_state, "facts": facts or {}}
    claim_steps.move(session, claim, to_state, actor, now, note, facts or None)
    if to_state in ENDED_WITHOUT_REMEDY or (to_state == "settled" and _item_is_with_customer(claim)):
        claim_steps.release_units(session, claim)
    audit.record(session, actor, "move_claim", f"claim:{claim.reference}", now, detail)


def expire_overdue(session: Session, policies: Mapping[str, ShopPolicy], today: date, now: datetime) -> list[Claim]:
    """Expires the claims whose last day for sending the goods back is over without a word that they were sent.

    Gives those claims. The last day itself is still good.
    """
    waiting = tuple(state for state, allowed in NEXT_STATES.items() if "expired" in allowed)
    expired = []
    for shop, policy in policies.items():
        for window in policy.windows.values():
            if window.tested != DAY_OF_STEP["sent"]:
                continue
            overdue = claim_steps.overdue(session, window.id, waiting, today)
            expired += [claim for claim in overdue if _is_of(session, claim, shop) and _expire(session, claim, now)]
    return expired


def _expire(session: Session, claim: Claim, now: datetime) -> bool:
    """Whether the claim expired; what was moved meanwhile did not."""
    from_state = claim.state
    try:
        take_step(session, claim, "expired", "system", now)
    except StaleClaim:
        return False
    claim_news.claim_changed(session, claim, from_state, "system", now)
    return True


def _is_of(session: Session, claim: Claim, shop: str) -> bool:
    return orders.get(session, claim.order_id).shop == shop


def _item_is_with_customer(claim: Claim) -> bool:
    return claim.remedy is not None and claim.remedy not in ITEM_STAYS_WITH_SHOP


def _decide_again(session: Session, policy: ShopPolicy, claim: Claim, today: date) -> Decision:
    """Decides on the order as it stands now and on all that is known, and stores what follows."""
    decision = decide_claim(session, policy, claim, today)
    claim.decision = decision.to_json()
    claim.policy_version = policy.version
    for deadline in decision.deadlines:
        claim_steps.set_deadline(session, claim, deadline.what, deadline.last_day)
    for kind in ("evidence", "packing"):
        claim_steps.add_items(session, claim, kind, list(decision.lists.get(kind, ())))
    return decision
