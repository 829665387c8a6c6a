"""Evidence that is sent over the network: who may send it and see it, where it stays, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from aftersales.errors import UnknownClaim
from aftersales.media.examine import Examined, examine
from aftersales.media.kinds import KINDS
from aftersales.media.shelf import Shelf
from aftersales.records import claim_pages, claims, conversations, evidence, orders, transcript
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, EvidenceFile
from aftersales.services.bootstrap import Premises
from aftersales.services.evidence.add_evidence import Room, Sent, add_evidence, check_place, tell_added

PEOPLE = ("agent", "closed")


@dataclass(frozen=True)
class Opener:
    """What opens a claim to whoever asks: a conversation that is about its order, or the token of its page."""

    conversation_id: str | None = None
    page_token: str | None = None


@dataclass(frozen=True)
class FileView:
    """A file as it is shown: its id, the evidence it is for, and how it is given out; size is in bytes."""

    id: str
    item: str
    name: str
    media_type: str
    is_picture: bool
    size: int
    hints: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Added:
    """A file that was added, what its sender is told, and the conversation that it was told in."""

    file: FileView
    told: str
    conversation_id: str | None


@dataclass(frozen=True)
class OnDisk:
    """A file to give out: where it lies, its type, and a name for those who save it."""

    path: Path
    media_type: str
    name: str


def claim_opened_by(session: Session, opener: Opener, reference: str | None) -> Claim:
    """The claim, where the opener opens it; raises UnknownClaim in the same words for a foreign one and for none."""
    if opener.page_token is not None:
        return claim_pages.claim_with(session, opener.page_token)
    conversation = conversations.get(session, opener.conversation_id or "")
    claim = claims.find(session, reference or "")
    if conversation.id != claim.conversation_id and conversation.order_id != claim.order_id:
        raise UnknownClaim(f"there is no claim {reference}", "claims")
    return claim


def check_sending(premises: Premises, opener: Opener, reference: str | None, sent: Sent) -> None:
    """Return where the file may be sent; raises what `claim_opened_by` and `check_place` raise."""
    with reading(premises.engine) as session:
        check_place(session, claim_opened_by(session, opener, reference), sent, _room(premises))


def take_evidence(premises: Premises, opener: Opener, reference: str | None, sent: Sent, content: BinaryIO) -> Added:
    """Examines the file, adds it to the claim and says so in the conversation; all of it, or nothing is left.

    Raises what `check_sending` and `examine` raise, and NoRoom where the disk is full.
    """
    shelf = Shelf(premises.settings.evidence_folder)
    with shelf.bench() as bench:
        return _add(premises, shelf, opener, reference, sent, examine(content, bench))


def _add(
    premises: Premises, shelf: Shelf, opener: Opener, reference: str | None, sent: Sent, examined: Examined
) -> Added:
    now = datetime.now(timezone.utc)
    with shelf.keeping() as keep, writing(premises.engine) as session:
        claim = claim_opened_by(session, opener, reference)
        policy = premises.policies[orders.get(session, claim.order_id).shop]
        file = add_evidence(session, claim, sent, examined, keep, _room(premises), now)
        told = tell_added(policy, claim, sent.item, file)
        conversation_id = opener.conversation_id or claim.conversation_id
        if conversation_id is not None:
            _record(session, conversation_id, file, told, now)
        return Added(view_of(file, sent.item), told, conversation_id)


def _record(session: Session, conversation_id: str, file: EvidenceFile, told: str, now: datetime) -> None:
    """Says it in the conversation, once; where a person has taken over, not in the assistant's name."""
    author = "system" if conversations.get(session, conversation_id).owner in PEOPLE else "assistant"
    transcript.append(session, conversation_id, author, told, now, client_id=f"evidence-{file.id}#1")


def view_of(file: EvidenceFile, item: str) -> FileView:
    """A file as it is shown."""
    kind = KINDS[file.stored.kind]
    return FileView(
        file.id,
        item,
        file.original_name,
        kind.media_type,
        kind.is_picture,
        file.stored.size,
        tuple(file.hints),
        file.created_at,
    )


def is_open_to(premises: Premises, opener: Opener, file_id: str) -> bool:
    """Whether a file belongs to a claim that the opener opens; raises UnknownFile where there is none."""
    with reading(premises.engine) as session:
        claim = evidence.claim_of(session, evidence.get(session, file_id))
        try:
            return claim_opened_by(session, opener, claim.reference).id == claim.id
        except UnknownClaim:
            return False


def file_on_disk(premises: Premises, file_id: str, is_thumbnail: bool = False) -> OnDisk | None:
    """Where a file lies, None where it has no thumbnail; raises UnknownFile. Whether it may be seen is asked before."""
    with reading(premises.engine) as session:
        file = evidence.get(session, file_id)
    kind = KINDS[file.stored.kind]
    if is_thumbnail and not kind.is_picture:
        return None
    path = Shelf(premises.settings.evidence_folder).path(file.stored.name, is_thumbnail)
    return OnDisk(path, kind.media_type, f"evidence-{file.id[:8]}.{kind.ending}")


def sweep_evidence(premises: Premises) -> int:
    """Takes away what processes that were stopped have left on disk; gives how much it was."""
    with reading(premises.engine) as session:
        shelf = Shelf(premises.settings.evidence_folder)
        return shelf.sweep(lambda names: evidence.known_names(session, names))


def _room(premises: Premises) -> Room:
    settings = premises.settings
    return Room(settings.evidence_files_a_claim, settings.evidence_bytes_a_claim)
