"""What the running assistant has written down, read from its ledger by a test."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from aftersales.records.tables import (
    AuditEntry,
    Case,
    CaseFact,
    Claim,
    Confirmation,
    Conversation,
    Handoff,
    Message,
    Operation,
    Order,
)

WRITES = (Operation, Claim)


@dataclass(frozen=True)
class Ledger:
    """Reading helpers; each opens a session of its own, so that it sees what is committed now."""

    engine: Engine

    def order(self, number: str) -> Order:
        return self._rows(select(Order).where(Order.number == number))[0]

    def operations(self, number: str) -> list[Operation]:
        """What was carried out on an order, the oldest first."""
        found = select(Operation).join(Order, Order.id == Operation.order_id).where(Order.number == number)
        return self._rows(found.order_by(Operation.id))

    def claims(self, number: str) -> list[Claim]:
        """The claims on an order, the oldest first, with their items and deadlines."""
        found = select(Claim).join(Order, Order.id == Claim.order_id).where(Order.number == number)
        return self._rows(found.order_by(Claim.id))

    def claim(self, number: str) -> Claim:
        """The one claim on an order."""
        (claim,) = self.claims(number)
        return claim

    def cases(self, conversation: str) -> list[Case]:
        return self._rows(select(Case).where(Case.conversation_id == conversation).order_by(Case.id))

    def facts(self, conversation: str) -> dict[str, Any]:
        """The facts of the conversation's latest case, as they now count, with their sources."""
        case = self.cases(conversation)[-1]
        rows = self._rows(select(CaseFact).where(CaseFact.case_id == case.id).order_by(CaseFact.id))
        return {row.fact: (row.value, row.source) for row in rows}

    def handoffs(self, conversation: str) -> list[Handoff]:
        return self._rows(select(Handoff).where(Handoff.conversation_id == conversation))

    def handoff(self, conversation: str) -> Handoff:
        """The one handing over of a conversation."""
        (handoff,) = self.handoffs(conversation)
        return handoff

    def conversation(self, conversation: str) -> Conversation:
        return self._rows(select(Conversation).where(Conversation.id == conversation))[0]

    def transcript(self, conversation: str) -> list[Message]:
        return self._rows(select(Message).where(Message.conversation_id == conversation).order_by(Message.seq))

    def audit(self, subject: str) -> list[str]:
        """The acts on a record, the oldest first."""
        rows = self._rows(select(AuditEntry).where(AuditEntry.subject == subject).order_by(AuditEntry.id))
        return [row.action for row in rows]

    def confirmations(self, conversation: str) -> list[Confirmation]:
        found = select(Confirmation).join(Case, Case.id == Confirmation.case_id)
        return self._rows(found.where(Case.conversation_id == conversation).order_by(Confirmation.created_at))

    def written(self, number: str) -> int:
        """How many writes on an order the ledger holds: nothing was done where this is 0."""
        return len(self.operations(number)) + len(self.claims(number))

    def count(self, table: type) -> int:
        with Session(self.engine) as session:
            return int(session.scalar(select(func.count()).select_from(table)))

    def size(self) -> dict[str, int]:
        """How many orders, claims and operations there are in all."""
        return {table.__tablename__: self.count(table) for table in (Order, *WRITES)}

    def age_confirmations(self, conversation: str, by: timedelta) -> None:
        """Let the conversation's summaries have been shown that much earlier."""
        with Session(self.engine) as session, session.begin():
            found = select(Confirmation).join(Case, Case.id == Confirmation.case_id)
            for row in session.scalars(found.where(Case.conversation_id == conversation)):
                row.created_at, row.expires_at = row.created_at - by, row.expires_at - by

    def set_order(self, number: str, **columns: Any) -> None:
        """Change an order as the shop's own system would, behind the assistant's back."""
        with Session(self.engine) as session, session.begin():
            order = session.scalars(select(Order).where(Order.number == number)).one()
            for column, value in {**columns, "version": order.version + 1}.items():
                setattr(order, column, value)

    def _rows(self, query: Any) -> list[Any]:
        with Session(self.engine, expire_on_commit=False) as session:
            return list(session.scalars(query))
