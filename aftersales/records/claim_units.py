"""Which claims hold the units of an order line."""

from sqlalchemy import select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.records.tables import Claim, ClaimUnit


def holders(session: Session, line_id: int) -> list[Claim]:
    """The claims that hold a unit of the line, the oldest first."""
    held = select(ClaimUnit.claim_id).where(ClaimUnit.order_line_id == line_id, ClaimUnit.active == true())
    return list(session.scalars(select(Claim).where(in_op(Claim.id, held)).order_by(Claim.id)))
