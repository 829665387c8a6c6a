"""What files a claim asks for and has, as those see it who may send some."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from aftersales.policy.model import ShopPolicy
from aftersales.records import claims, conversations, evidence, orders
from aftersales.records.database import reading
from aftersales.records.tables import Claim, ClaimItem, Order, OrderLine
from aftersales.services.bootstrap import Premises
from aftersales.services.claims.life import is_closed
from aftersales.services.evidence.add_evidence import EVIDENCE
from aftersales.services.evidence.files import FileView, view_of


@dataclass(frozen=True)
class Piece:
    """A piece of evidence: its code and words, its state, and whether it is a file.

    The state is needed, received, waived, or on_record where the order tells it.
    """

    code: str
    words: str
    state: str
    is_file: bool
    files: tuple[FileView, ...]


@dataclass(frozen=True)
class ClaimEvidence:
    """The evidence of one claim; room is how many more files it takes."""

    claim: str
    product: str
    room: int
    pieces: tuple[Piece, ...]


def evidence_of_conversation(premises: Premises, conversation_id: str) -> list[ClaimEvidence]:
    """The evidence of the open claims that a conversation may send files for, the newest first.

    Raises UnknownConversation.
    """
    with reading(premises.engine) as session:
        return [
            evidence_of_claim(session, premises.policies, claim, premises.settings.evidence_files_a_claim)
            for claim in _open_claims(session, conversation_id)
        ]


def evidence_of_claim(
    session: Session, policies: Mapping[str, ShopPolicy], claim: Claim, most_files: int
) -> ClaimEvidence:
    """The evidence of a claim."""
    order = orders.get(session, claim.order_id)
    vocabulary = policies[order.shop].vocabulary
    line: OrderLine = session.get(OrderLine, claim.order_line_id)
    files = evidence.files_of(session, claim)
    pieces = tuple(
        Piece(
            item.code,
            vocabulary.lists[EVIDENCE].get(item.code, item.code),
            _state(order, item, vocabulary.told_in_words),
            item.code not in vocabulary.told_in_words,
            tuple(view_of(file, item.code) for file in files.get(item.code, ())),
        )
        for item in claim.items
        if item.kind == EVIDENCE
    )
    sent = sum(len(piece.files) for piece in pieces)
    return ClaimEvidence(claim.reference, line.name, max(0, most_files - sent), pieces)


def _state(order: Order, item: ClaimItem, told_in_words: Collection[str]) -> str:
    """The state of a piece; what the order itself tells, such as the customer's name, nobody has to tell again."""
    is_known = item.code in told_in_words and getattr(order, item.code, None)
    return "on_record" if is_known and item.state == "needed" else item.state


def _open_claims(session: Session, conversation_id: str) -> list[Claim]:
    conversation = conversations.get(session, conversation_id)
    found = {claim.id: claim for claim in claims.of_conversation(session, conversation_id)}
    if conversation.order_id is not None:
        found.update({claim.id: claim for claim in claims.of_order(session, conversation.order_id)})
    return [found[number] for number in sorted(found, reverse=True) if not is_closed(found[number].state)]
