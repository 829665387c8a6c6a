"""Queries on evidence: the files of a claim, and what is on disk for them."""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.errors import UnknownFile
from aftersales.records.tables import Claim, ClaimItem, EvidenceFile, StoredFile

ID_BYTES = 16


def find_stored(session: Session, content_hash: str) -> StoredFile | None:
    """What is on disk of a content, None where it is not there yet."""
    stored: StoredFile | None = session.scalars(select(StoredFile).where(StoredFile.hash == content_hash)).one_or_none()
    return stored


def store(session: Session, file: StoredFile) -> StoredFile:
    """Note a file on disk; where somebody else has noted the same content meanwhile, gives theirs."""
    with suppress(IntegrityError), session.begin_nested():
        session.add(file)
    stored: StoredFile = session.scalars(select(StoredFile).where(StoredFile.hash == file.hash)).one()
    return stored


def add(
    session: Session,
    item: ClaimItem,
    stored: StoredFile,
    conversation_id: str | None,
    client_id: str,
    original_name: str,
    hints: list[str],
    now: datetime,
) -> EvidenceFile:
    """Add a file to a piece of a claim's evidence, under a new random id."""
    file = EvidenceFile(
        id=secrets.token_hex(ID_BYTES),
        claim_item_id=item.id,
        conversation_id=conversation_id,
        client_id=client_id,
        original_name=original_name,
        hints=hints,
        created_at=now,
        stored=stored,
    )
    session.add(file)
    session.flush()
    return file


def get(session: Session, file_id: str) -> EvidenceFile:
    """The file with this id; raises UnknownFile."""
    file: EvidenceFile | None = session.get(EvidenceFile, file_id)
    if file is None:
        raise UnknownFile("there is no such file", "evidence")
    return file


def sent_as(session: Session, item: ClaimItem, client_id: str) -> EvidenceFile | None:
    """The file that the sender has sent for the item under an id of their own."""
    query = select(EvidenceFile).where(EvidenceFile.claim_item_id == item.id, EvidenceFile.client_id == client_id)
    file: EvidenceFile | None = session.scalars(query).one_or_none()
    return file


def files_of(session: Session, claim: Claim) -> dict[str, list[EvidenceFile]]:
    """The files of a claim by the evidence they were sent for, each list in the order they came."""
    query = select(EvidenceFile).where(in_op(EvidenceFile.claim_item_id, [item.id for item in claim.items]))
    codes = {item.id: item.code for item in claim.items}
    found: dict[str, list[EvidenceFile]] = {}
    for file in session.scalars(query.order_by(EvidenceFile.created_at, EvidenceFile.id)):
        found.setdefault(codes[file.claim_item_id], []).append(file)
    return found


def claim_of(session: Session, file: EvidenceFile) -> Claim:
    """The claim that a file belongs to."""
    item: ClaimItem = session.get(ClaimItem, file.claim_item_id)
    claim: Claim = session.get(Claim, item.claim_id)
    return claim


def is_used_elsewhere(session: Session, stored: StoredFile, claim: Claim) -> bool:
    """Whether the same content was sent for another claim."""
    query = (
        select(func.count(EvidenceFile.id))
        .join(ClaimItem, ClaimItem.id == EvidenceFile.claim_item_id)
        .where(EvidenceFile.stored_file_id == stored.id, ClaimItem.claim_id != claim.id)
    )
    return bool(session.scalar(query))


def known_names(session: Session, names: Iterable[str]) -> set[str]:
    """Those of the names on disk that the ledger knows."""
    return set(session.scalars(select(StoredFile.name).where(in_op(StoredFile.name, list(names)))))
