"""Steps in a claim's life: moving it, what it waits for, and the units it lets go."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.operators import in_op

from aftersales.errors import StaleClaim, UnknownClaim
from aftersales.records.claims import new_number
from aftersales.records.tables import Claim, ClaimDeadline, ClaimEvent, ClaimItem, ClaimUnit


def move(
    session: Session,
    claim: Claim,
    to_state: str,
    actor: str,
    at: datetime,
    note: str | None = None,
    facts: dict[str, Any] | None = None,
) -> ClaimEvent:
    """Move the claim from the state it was read in, and note the step; any state may follow any here.

    Raises StaleClaim where the claim was moved by somebody else since it was read.
    """
    from_state = claim.state
    change = (
        update(Claim)
        .where(Claim.id == claim.id, Claim.version == claim.version, Claim.state == from_state)
        .values(state=to_state, version=claim.version + 1)
        .execution_options(synchronize_session=False)
    )
    if session.execute(change).rowcount != 1:
        raise StaleClaim("it was moved by somebody else", claim.reference, "Look at it again, then repeat the step.")
    set_committed_value(claim, "state", to_state)
    set_committed_value(claim, "version", claim.version + 1)
    event = ClaimEvent(
        claim_id=claim.id,
        from_state=from_state,
        to_state=to_state,
        actor=actor,
        at=at,
        note=note,
        facts=facts,
    )
    session.add(event)
    return event


def events(session: Session, claim: Claim) -> list[ClaimEvent]:
    """The steps of the claim so far, the first first."""
    query = select(ClaimEvent).where(ClaimEvent.claim_id == claim.id).order_by(ClaimEvent.id)
    return list(session.scalars(query))


def release_units(session: Session, claim: Claim) -> None:
    """Let the claim's units go, so that they can be claimed again."""
    let_go = update(ClaimUnit).where(ClaimUnit.claim_id == claim.id).values(active=False)
    session.execute(let_go.execution_options(synchronize_session=False))


def authorise(session: Session, claim: Claim, kind: str) -> str:
    """Give the claim its rma_number or return_slip; the one it has stays. Gives the number."""
    if claim.authorisation_number is None:
        claim.authorisation = kind
        claim.authorisation_number = new_number(kind)
    return claim.authorisation_number


def set_item(session: Session, claim: Claim, kind: str, code: str, state: str) -> None:
    """Note a piece of evidence or packing as needed, received or waived.

    Raises UnknownClaim where the claim asks for no such thing.
    """
    for item in claim.items:
        if (item.kind, item.code) == (kind, code):
            item.state = state
            return
    raise UnknownClaim(f"the claim asks for no {kind} {code!r}", claim.reference)


def add_items(session: Session, claim: Claim, kind: str, codes: list[str]) -> None:
    """Ask for more evidence or packing; what is asked for already stays as it is."""
    known = {item.code for item in claim.items if item.kind == kind}
    claim.items.extend(ClaimItem(claim_id=claim.id, kind=kind, code=code) for code in codes if code not in known)


def set_deadline(session: Session, claim: Claim, what: str, last_day: date) -> None:
    """Set the last day of something the claim waits for, in place of an earlier one."""
    for deadline in claim.deadlines:
        if deadline.what == what:
            deadline.last_day = last_day
            break
    else:
        claim.deadlines.append(ClaimDeadline(claim_id=claim.id, what=what, last_day=last_day))


def overdue(session: Session, what: str, states: tuple[str, ...], today: date) -> list[Claim]:
    """The claims in these states whose last day for `what` is over."""
    query = (
        select(Claim)
        .join(ClaimDeadline, ClaimDeadline.claim_id == Claim.id)
        .where(ClaimDeadline.what == what, ClaimDeadline.last_day < today, in_op(Claim.state, states))
        .order_by(Claim.id)
    )
    return list(session.scalars(query))
