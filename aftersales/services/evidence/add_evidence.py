"""Adds a picture or video to a piece of a claim's evidence, and tells the customer what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from sqlalchemy.orm import Session

from aftersales.errors import ClaimIsClosed, FileSentBefore, TooManyFiles, UnknownClaim
from aftersales.media.examine import Examined
from aftersales.policy.model import ShopPolicy
from aftersales.records import audit, claim_steps, evidence
from aftersales.records.tables import Claim, ClaimItem, EvidenceFile, StoredFile
from aftersales.services.chat.typed_text import as_written
from aftersales.services.claim_status import open_evidence
from aftersales.services.claims.life import is_closed
from aftersales.services.wording import words

EVIDENCE = "evidence"
USED_BEFORE = "used_before"
HINTS = ("too_dark", "blurred", USED_BEFORE)
"""What is told about a file that could be better; the first two are found in the picture itself."""
LONGEST_NAME = 120
Keep = Callable[[Path, Path | None], str]


@dataclass(frozen=True)
class Room:
    """How much one claim may hold."""

    files: int
    bytes: int


@dataclass(frozen=True)
class Sent:
    """A file as its sender names it: the piece of evidence, the sender's own id of it, and what it is called."""

    item: str
    client_id: str
    original_name: str
    conversation_id: str | None


def check_place(session: Session, claim: Claim, sent: Sent, room: Room) -> ClaimItem:
    """The piece of evidence that the file is for.

    Raises UnknownClaim where the claim asks for no such thing, ClaimIsClosed where it is, TooManyFiles where
    it is full. A file that was sent before takes no room.
    """
    item = next((item for item in claim.items if (item.kind, item.code) == (EVIDENCE, sent.item)), None)
    if item is None:
        raise UnknownClaim(f"the claim asks for no {sent.item!r}", claim.reference)
    if evidence.sent_as(session, item, sent.client_id) is not None:
        return item
    if is_closed(claim.state):
        raise ClaimIsClosed(f"it is {claim.state} and takes no more files", claim.reference)
    files = [file for files in evidence.files_of(session, claim).values() for file in files]
    if len(files) >= room.files or sum(file.stored.size for file in files) >= room.bytes:
        raise TooManyFiles(f"it holds {len(files)} files already", claim.reference)
    return item


def add_evidence(
    session: Session,
    claim: Claim,
    sent: Sent,
    examined: Examined,
    keep: Keep,
    room: Room,
    now: datetime,
    actor: str = "customer",
) -> EvidenceFile:
    """Adds the file once, in the caller's transaction; `keep` puts it where it stays.

    The same content is kept on disk once, however often it is sent. A retry under the same id gives the file that was
    added first, FileSentBefore where it was another one; else raises as `check_place` does.
    """
    session.refresh(claim, with_for_update=True)
    item = check_place(session, claim, sent, room)
    before = evidence.sent_as(session, item, sent.client_id)
    if before is not None:
        if before.stored.hash != examined.hash:
            raise FileSentBefore("this id was used for another file", "client_id", "Give each file its own id.")
        return before
    stored = _stored(session, examined, keep, now)
    hints = [*stored.hints, *([USED_BEFORE] if evidence.is_used_elsewhere(session, stored, claim) else [])]
    name = shown_name(sent.original_name)
    file = evidence.add(session, item, stored, sent.conversation_id, sent.client_id, name, hints, now)
    claim_steps.set_item(session, claim, EVIDENCE, sent.item, "received")
    detail = {"item": sent.item, "file": file.id, "kind": stored.kind}
    audit.record(session, actor, "add_evidence", f"claim:{claim.reference}", now, detail)
    return file


def tell_added(policy: ShopPolicy, claim: Claim, item: str, file: EvidenceFile) -> str:
    """What the customer hears: that the file is there, what could be better about it, and what is still needed."""
    named = policy.vocabulary.lists[EVIDENCE]
    told = {"file": file.original_name, "item": named[item], "reference": claim.reference}
    missing = [named[code] for code in open_evidence(claim) if code not in policy.vocabulary.told_in_words]
    still = words("evidence_still_needed", {"items": missing}) if missing else words("evidence_complete")
    return "\n".join([words("evidence_received", told), *(words(f"hint_{hint}") for hint in file.hints), still])


def shown_name(original: str) -> str:
    """A file's name as people may read it: no folders, no signs that are not writing, not too long."""
    name = " ".join(as_written(PurePosixPath(original.replace("\\", "/")).name).split())
    return name[:LONGEST_NAME] or "file"


def _stored(session: Session, examined: Examined, keep: Keep, now: datetime) -> StoredFile:
    """The content on disk; it is put there where it is new.

    Where two put the same new content there at once, the one that is not noted is swept away later.
    """
    known = evidence.find_stored(session, examined.hash)
    if known is not None:
        return known
    file = StoredFile(
        hash=examined.hash,
        name=keep(examined.file, examined.thumbnail),
        kind=examined.kind.name,
        size=examined.size,
        width=examined.width,
        height=examined.height,
        hints=list(examined.hints),
        created_at=now,
    )
    return evidence.store(session, file)
