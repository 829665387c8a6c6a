"""What a customer needs to have in writing about a claim, in the words of the chat."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from aftersales.policy.explain import day_in_words
from aftersales.policy.model import ShopPolicy
from aftersales.records import orders
from aftersales.records.tables import Claim, OrderLine
from aftersales.services.claim_status import deadlines_ahead
from aftersales.services.wording import words

POSTAGE_SIDES = ("return", "original")


@dataclass(frozen=True)
class ClaimLetter:
    """A claim in words. last_days are (day, what it is the last day of), clauses (id, paraphrase)."""

    reference: str
    order_number: str
    product: str
    quantity: int
    remedy: str
    authorisation: str
    authorisation_number: str
    reasons: tuple[str, ...]
    destination: tuple[str, ...]
    postage: tuple[str, ...]
    last_days: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]
    packing: tuple[str, ...]
    clauses: tuple[tuple[str, str], ...]


def claim_letter(session: Session, policy: ShopPolicy, claim: Claim) -> ClaimLetter:
    """The claim as it stands now."""
    line: OrderLine = session.get(OrderLine, claim.order_line_id)
    windows, known = policy.windows, policy.clauses
    return ClaimLetter(
        reference=claim.reference,
        order_number=orders.get(session, claim.order_id).number,
        product=line.name,
        quantity=claim.quantity,
        remedy=policy.vocabulary.lists["remedies"].get(claim.remedy or "", ""),
        authorisation=claim.authorisation or "",
        authorisation_number=claim.authorisation_number or "",
        reasons=tuple(claim.words.splitlines()),
        destination=destination(claim),
        postage=_postage(claim),
        last_days=tuple(
            (day_in_words(each.last_day), windows[each.what].words) for each in deadlines_ahead(policy, claim)
        ),
        evidence=_needed(policy, claim, "evidence"),
        packing=_needed(policy, claim, "packing"),
        clauses=tuple((clause, known[clause]) for clause in claim.decision["clauses"] if clause in known),
    )


def destination(claim: Claim) -> tuple[str, ...]:
    """Where the goods go and where the address comes from, as far as the policy says it."""
    place, _, warehouse = (claim.decision["send_to"] or "").partition(":")
    source = claim.decision["address_from"]
    told = []
    if place:
        unnamed = place == "origin_warehouse" and not warehouse
        told.append(words(f"card_send_to_{place}{'_unnamed' if unnamed else ''}", {"warehouse": warehouse}))
    if source:
        is_email = "@" in source
        told.append(words(f"card_address_from_{'email' if is_email else source}", {"email": source}))
    return tuple(told)


def _postage(claim: Claim) -> tuple[str, ...]:
    sides = claim.decision["postage"]
    return tuple(words(f"card_{side}_postage_{sides[side]}") for side in POSTAGE_SIDES if sides[side])


def _needed(policy: ShopPolicy, claim: Claim, kind: str) -> tuple[str, ...]:
    known = policy.vocabulary.lists[kind]
    return tuple(known[item.code] for item in claim.items if item.kind == kind and item.state == "needed")
