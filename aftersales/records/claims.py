"""Queries on claims: opening one on free units, and finding it again."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import desc, func, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.errors import UnitsTaken, UnknownClaim
from aftersales.records.claim_pages import new_page
from aftersales.records.tables import Claim, ClaimDeadline, ClaimEvent, ClaimItem, ClaimUnit, Order, OrderLine

# Crockford's Base32: no letter that reads like a digit or another letter.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
NUMBER_LENGTH = 10
PREFIXES = {"claim": "C", "rma_number": "RMA", "return_slip": "RS"}


def new_number(kind: str) -> str:
    """A number of 50 random bits for a claim, an rma_number or a return_slip, such as "C-8Z4K2M9QXT"."""
    return f"{PREFIXES[kind]}-{''.join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH))}"


def open_claim(
    session: Session,
    claim: Claim,
    actor: str,
    needed: Mapping[str, Iterable[str]],
    deadlines: Mapping[str, date],
) -> Claim:
    """Open the claim on the first free units of its order line, in the state it was made with.

    It is given its reference, its page, and its number where its authorisation has one. needed maps evidence and
    packing to their codes. Raises UnitsTaken where fewer units are free than the claim's quantity.
    """
    units = _take_units(session, claim.order_line_id, claim.quantity)
    claim.reference = new_number("claim")
    if claim.authorisation in PREFIXES and claim.authorisation_number is None:
        claim.authorisation_number = new_number(claim.authorisation)
    claim.items = [ClaimItem(kind=kind, code=code) for kind, codes in needed.items() for code in codes]
    claim.deadlines = [ClaimDeadline(what=what, last_day=day) for what, day in deadlines.items()]
    claim.page = new_page()
    session.add(claim)
    session.flush()
    session.add_all(ClaimUnit(order_line_id=claim.order_line_id, unit=unit, claim_id=claim.id) for unit in units)
    session.add(ClaimEvent(claim_id=claim.id, to_state=claim.state, actor=actor, at=claim.opened_at))
    return claim


def free_units(session: Session, line: OrderLine) -> list[int]:
    """The units of the line, counted from 1, that no claim holds."""
    held = select(ClaimUnit.unit).where(ClaimUnit.order_line_id == line.id, ClaimUnit.active == true())
    taken = set(session.scalars(held))
    return [unit for unit in range(1, line.quantity + 1) if unit not in taken]


def units_of(session: Session, claim: Claim) -> list[int]:
    """The units of its order line that the claim was opened on, whether it still holds them or not."""
    query = select(ClaimUnit.unit).where(ClaimUnit.claim_id == claim.id).order_by(ClaimUnit.unit)
    return list(session.scalars(query))


def normal_number(number: str) -> str:
    """A claim, RMA or slip number as it is stored: " c8z4k-2m9qxt" gives "C-8Z4K2M9QXT".

    The letters O, I and L are read as digits, since the alphabet has none of them.
    """
    kept = "".join(sign for sign in number.upper() if sign.isalnum())
    body = kept[-NUMBER_LENGTH:].translate(_MISREAD)
    return f"{kept[:-NUMBER_LENGTH]}-{body}"


def find(session: Session, number: str) -> Claim:
    """The claim with this reference, RMA or slip number; raises UnknownClaim.

    For operators: a customer may see only the claims on an order that is theirs.
    """
    known = normal_number(number)
    query = select(Claim).where((Claim.reference == known) | (Claim.authorisation_number == known))
    claim: Claim | None = session.scalars(query).one_or_none()
    if claim is None:
        raise UnknownClaim(f"there is no claim {number}", "claims", "`aftersales claims list` shows them all.")
    return claim


def of_order(session: Session, order_id: int) -> list[Claim]:
    """The claims on an order, the newest first."""
    return list(session.scalars(select(Claim).where(Claim.order_id == order_id).order_by(desc(Claim.id))))


def of_conversation(session: Session, conversation_id: str) -> list[Claim]:
    """The claims opened in a conversation, the newest first."""
    query = select(Claim).where(Claim.conversation_id == conversation_id)
    return list(session.scalars(query.order_by(desc(Claim.id))))


def list_claims(
    session: Session, shop: str | None = None, states: Iterable[str] = (), limit: int | None = None
) -> list[Claim]:
    """Claims, the newest first: of one shop where it is named, in some states where they are."""
    query = select(Claim).join(Order, Order.id == Claim.order_id).order_by(desc(Claim.id)).limit(limit)
    if shop is not None:
        query = query.where(Order.shop == shop)
    if chosen := tuple(states):
        query = query.where(in_op(Claim.state, chosen))
    return list(session.scalars(query))


def count_by_shop(session: Session) -> dict[str, int]:
    """How many claims were ever opened, by shop."""
    query = select(Order.shop, func.count()).join(Claim, Claim.order_id == Order.id).group_by(Order.shop)
    return dict(map(tuple, session.execute(query)))


def _take_units(session: Session, line_id: int, quantity: int) -> list[int]:
    line: OrderLine = session.scalars(select(OrderLine).where(OrderLine.id == line_id).with_for_update()).one()
    free = free_units(session, line)
    if len(free) < quantity:
        raise UnitsTaken(f"{quantity} asked for, {len(free)} of {line.quantity} free", f"order line {line.sku}")
    return free[:quantity]
