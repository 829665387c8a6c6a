"""What a customer needs to have in writing about a claim, in the words of the chat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from aftersales.policy.explain import day_in_words
from aftersales.policy.model import ShopPolicy
from aftersales.records import orders
from aftersales.records.tables import Claim, OrderLine
from aftersales.services.claim_status import deadlines_ahead
from aftersales.services.wording import words


@dataclass(frozen=True)
class ClaimLetter:
    """A claim in words. decided holds what the chat has told of the decision; what to have ready and to pack is apart.

    last_days are (day, what it is the last day of), clauses (id, paraphrase).
    """

    reference: str
    order_number: str
    product: str
    quantity: int
    remedy: str
    authorisation: str
    authorisation_number: str
    decided: tuple[str, ...]
    destination: tuple[str, ...]
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
        decided=tuple(claim.words.partition("\n\n")[0].splitlines()),
        destination=tuple(_destination(claim)),
        last_days=tuple(
            (day_in_words(each.last_day), windows[each.what].words) for each in deadlines_ahead(policy, claim)
        ),
        evidence=_needed(policy, claim, "evidence"),
        packing=_needed(policy, claim, "packing"),
        clauses=tuple((clause, known[clause]) for clause in claim.decision["clauses"] if clause in known),
    )


def _destination(claim: Claim) -> Iterator[str]:
    """Where the goods go and where the address comes from, as far as the policy says it."""
    place, _, warehouse = (claim.decision["send_to"] or "").partition(":")
    source = claim.decision["address_from"]
    if place:
        unnamed = "_unnamed" if place == "origin_warehouse" and not warehouse else ""
        yield _pair("card_send_to", words(f"card_send_to_{place}{unnamed}", {"warehouse": warehouse}))
    if source:
        kind = "email" if "@" in source else source
        yield _pair("card_address_from", words(f"card_address_from_{kind}", {"email": source}))


def _pair(about: str, text: str) -> str:
    return words("card_pair", {"about": words(about), "text": text})


def _needed(policy: ShopPolicy, claim: Claim, kind: str) -> tuple[str, ...]:
    known = policy.vocabulary.lists[kind]
    return tuple(known[item.code] for item in claim.items if item.kind == kind and item.state == "needed")
