"""A claim as its own page shows it: how it stands, what was decided and why, what is still needed, and its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from aftersales.policy.decision import Decision
from aftersales.policy.explain import day_in_words
from aftersales.policy.model import ShopPolicy
from aftersales.records import claim_pages, claim_steps, orders
from aftersales.records.database import reading
from aftersales.records.tables import Claim, OrderLine
from aftersales.services.bootstrap import Premises
from aftersales.services.card.decision_card import DecisionCard
from aftersales.services.card.sections import card_of
from aftersales.services.claim_status import deadlines_ahead
from aftersales.services.claims.decision import decide_claim
from aftersales.services.claims.facts import told_by
from aftersales.services.claims.life import is_closed
from aftersales.services.claims.return_slip import slip_of
from aftersales.services.evidence.lists import Piece, evidence_of_claim
from aftersales.services.withdraw_claim import standing_of
from aftersales.services.wording import words


@dataclass(frozen=True)
class Day:
    """A last day that is still to be kept: what for, when, and how many days are left (below 0: over)."""

    about: str
    day: date
    words: str
    left: int


@dataclass(frozen=True)
class Step:
    """A step that the claim has taken, and its day."""

    state: str
    day: date
    words: str


@dataclass(frozen=True)
class ClaimView:
    """The page. card is None where the shop's policy has changed since: then `told` holds the words of the decision."""

    shop: str
    shop_name: str
    reference: str
    authorisation: str | None
    authorisation_number: str | None
    order_number: str
    product: str
    quantity: int
    state: str
    state_words: str
    is_closed: bool
    card: DecisionCard | None
    told: tuple[str, ...]
    clauses: tuple[tuple[str, str], ...]
    evidence: tuple[Piece, ...]
    room: int
    packing: tuple[str, ...]
    days: tuple[Day, ...]
    steps: tuple[Step, ...]
    has_slip: bool
    can_withdraw: bool


def claim_view(premises: Premises, token: str) -> ClaimView:
    """The claim whose page has this token; raises UnknownClaim."""
    with reading(premises.engine) as session:
        claim = claim_pages.claim_with(session, token)
        policy = premises.policies[orders.get(session, claim.order_id).shop]
        return _view(session, premises, policy, claim)


def decision_on_record(session: Session, policy: ShopPolicy, claim: Claim) -> Decision | None:
    """The decision as it stands, made again from what is on record; None where the policy has changed since."""
    if policy.version != claim.policy_version:
        return None
    return decide_claim(session, policy, claim, _day_of_decision(claim))


def _view(session: Session, premises: Premises, policy: ShopPolicy, claim: Claim) -> ClaimView:
    order, line = orders.get(session, claim.order_id), session.get(OrderLine, claim.order_line_id)
    decision = decision_on_record(session, policy, claim)
    asked = evidence_of_claim(session, premises.policies, claim, premises.settings.evidence_files_a_claim)
    packing = policy.vocabulary.lists["packing"]
    values = {
        "reference": claim.reference,
        "authorisation_number": claim.authorisation_number or "",
        "quantity": str(claim.quantity),
        "product": line.name,
    }
    return ClaimView(
        shop=order.shop,
        shop_name=policy.name,
        reference=claim.reference,
        authorisation=claim.authorisation,
        authorisation_number=claim.authorisation_number,
        order_number=order.number,
        product=line.name,
        quantity=claim.quantity,
        state=claim.state,
        state_words=words(f"claim_page_{claim.state}", values),
        is_closed=is_closed(claim.state),
        card=card_of(decision) if decision is not None else None,
        told=tuple(claim.words.splitlines()),
        clauses=tuple((each, policy.clauses[each]) for each in claim.decision["clauses"] if each in policy.clauses),
        evidence=asked.pieces,
        room=asked.room,
        packing=tuple(packing.get(item.code, item.code) for item in claim.items if item.kind == "packing"),
        days=tuple(_days(policy, claim, premises.settings.today())),
        steps=tuple(_steps(session, claim)),
        has_slip=slip_of(session, policy, claim) is not None,
        can_withdraw=standing_of(claim) == "possible" and claim.conversation_id is not None,
    )


def _day_of_decision(claim: Claim) -> date:
    """The day on which the last of the facts became known: the decision was made then."""
    days = [claim.reported_on]
    for value in told_by(claim.facts).values():
        try:
            days.append(date.fromisoformat(str(value)))
        except ValueError:
            continue
    return max(days)


def _days(policy: ShopPolicy, claim: Claim, today: date) -> list[Day]:
    """The last days of what the customer still has to do."""
    if is_closed(claim.state):
        return []
    ahead = deadlines_ahead(policy, claim)
    return [
        Day(policy.windows[each.what].words, each.last_day, day_in_words(each.last_day), (each.last_day - today).days)
        for each in ahead
    ]


def _steps(session: Session, claim: Claim) -> list[Step]:
    return [
        Step(event.to_state, event.at.date(), day_in_words(event.at.date()))
        for event in claim_steps.events(session, claim)
    ]
