"""What stands on the return slip of a claim whose goods go back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from aftersales.policy.explain import day_in_words
from aftersales.policy.model import ShopPolicy
from aftersales.records import claim_pages, orders
from aftersales.records.database import reading
from aftersales.records.tables import Claim, OrderLine
from aftersales.services.bootstrap import Premises
from aftersales.services.claim_status import deadlines_ahead
from aftersales.services.claims.life import is_closed
from aftersales.services.wording import words

PACKING = "packing"
NUMBER_OUTSIDE = "rma_number_outside"
NOTE = "note_with_"
NO_NUMBER = "claim"


@dataclass(frozen=True)
class ReturnSlip:
    """A slip; number is what the shop knows the parcel by, of the kind rma_number, return_slip or claim.

    is_note says that the shop wants these lines in the parcel as a note, number_outside that the number has to stand
    on the outside as well; last_day is None where no day has to be kept.
    """

    shop_name: str
    kind: str
    number: str
    reference: str
    order_number: str
    customer: str
    product: str
    quantity: int
    problem: str
    reported_on: str
    send_to: str
    address_from: str
    packing: tuple[str, ...]
    last_day: str | None
    is_note: bool
    number_outside: bool


def slip_with_page(premises: Premises, token: str) -> tuple[ReturnSlip | None, str]:
    """The slip of the claim whose page has this token, and the page's address; raises UnknownClaim."""
    with reading(premises.engine) as session:
        claim = claim_pages.claim_with(session, token)
        policy = premises.policies[orders.get(session, claim.order_id).shop]
        return slip_of(session, policy, claim), f"{premises.settings.web_address}/claims/{token}"


def slip_of(session: Session, policy: ShopPolicy, claim: Claim) -> ReturnSlip | None:
    """The claim's slip; None where nothing goes back, or nothing is to be sent any more."""
    codes = [item.code for item in claim.items if item.kind == PACKING]
    place = claim.decision["send_to"]
    if is_closed(claim.state) or not (codes or place or claim.authorisation_number):
        return None
    order, line = orders.get(session, claim.order_id), session.get(OrderLine, claim.order_line_id)
    named, ahead = policy.vocabulary.lists[PACKING], deadlines_ahead(policy, claim)
    return ReturnSlip(
        shop_name=policy.name,
        kind=str(claim.authorisation) if claim.authorisation_number else NO_NUMBER,
        number=claim.authorisation_number or claim.reference,
        reference=claim.reference,
        order_number=order.number,
        customer=order.name or "",
        product=line.name,
        quantity=claim.quantity,
        problem=policy.vocabulary.facts["problem"].values.get(claim.problem, claim.problem),
        reported_on=day_in_words(claim.reported_on),
        send_to=_destination(place),
        address_from=_address(claim.decision["address_from"]),
        packing=tuple(named.get(code, code) for code in codes),
        last_day=day_in_words(ahead[0].last_day) if ahead else None,
        is_note=any(code.startswith(NOTE) for code in codes),
        number_outside=NUMBER_OUTSIDE in codes,
    )


def _destination(place: str | None) -> str:
    """Where the goods go, in words; empty where the policy does not say."""
    if not place:
        return ""
    kind, _, warehouse = place.partition(":")
    if kind == "origin_warehouse" and not warehouse:
        kind = f"{kind}_unnamed"
    return words(f"card_send_to_{kind}", {"warehouse": warehouse})


def _address(source: str | None) -> str:
    """Where the address itself comes from, in words; empty where the policy does not say."""
    if not source:
        return ""
    return (
        words("card_address_from_email", {"email": source}) if "@" in source else words(f"card_address_from_{source}")
    )
