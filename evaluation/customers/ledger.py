"""What the running assistant has written down, as the judge of the simulated customers reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from aftersales.records.tables import Case, CaseFact, Claim, Conversation, Handoff, Operation, Order


@dataclass(frozen=True)
class Rows:
    """Everything in the ledger that one conversation and its order have left."""

    order: Order
    case: Case | None
    facts: dict[str, Any]
    claims: list[Claim]
    operations: list[Operation]
    handoffs: list[Handoff]
    cases: int


@dataclass(frozen=True)
class Ledger:
    """Reads in sessions of its own, so that it sees what is committed."""

    engine: Engine

    def asked(self, conversation: str) -> dict[str, Any]:
        """The question on the table; empty where there is none."""
        with Session(self.engine) as session:
            return session.scalar(select(Conversation.asked).where(Conversation.id == conversation)) or {}

    def rows(self, conversation: str, shop: str, number: str) -> Rows:
        """What a conversation has left, and what was done to the order."""
        with Session(self.engine, expire_on_commit=False) as session:
            order = session.scalars(select(Order).where(Order.shop == shop, Order.number == number)).one()
            cases = [*session.scalars(select(Case).where(Case.conversation_id == conversation).order_by(Case.id))]
            told = select(CaseFact).where(CaseFact.case_id == cases[-1].id).order_by(CaseFact.id) if cases else None
            return Rows(
                order=order,
                case=cases[-1] if cases else None,
                facts={row.fact: row.value for row in session.scalars(told)} if told is not None else {},
                claims=[*session.scalars(select(Claim).where(Claim.order_id == order.id))],
                operations=[*session.scalars(select(Operation).where(Operation.order_id == order.id))],
                handoffs=[*session.scalars(select(Handoff).where(Handoff.conversation_id == conversation))],
                cases=len(cases),
            )

    def operations(self) -> int:
        """How many writes there are in all."""
        with Session(self.engine) as session:
            return int(session.scalar(select(func.count()).select_from(Operation)))
