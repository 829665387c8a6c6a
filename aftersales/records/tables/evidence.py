"""Evidence that customers send as files, and the page that shows a claim to whoever has its address."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import relationship

from aftersales.records.tables.base import Base, ledger, one_of
from aftersales.records.types import Json, Moment, Words

FILE_KINDS = ("jpeg", "png", "webp", "heic", "mp4", "mov", "webm")


@ledger.mapped
class StoredFile(Base):
    """A picture or video on disk; name is its random name there, hash that of the bytes as they were sent.

    hints are codes of what could be better about a picture. Pictures have a thumbnail beside them.
    """

    __tablename__ = "stored_files"

    id: int = Column(Integer, primary_key=True)
    hash: str = Column(String(64), nullable=False, unique=True)
    name: str = Column(String(32), nullable=False, unique=True)
    kind: str = Column(String(4), nullable=False)
    size: int = Column(Integer, nullable=False)
    width: int | None = Column(Integer)
    height: int | None = Column(Integer)
    hints: list[str] = Column(Json, nullable=False)
    created_at: datetime = Column(Moment, nullable=False)

    __table_args__ = (one_of("kind", FILE_KINDS), CheckConstraint("size >= 1", name="size_positive"))


@ledger.mapped
class EvidenceFile(Base):
    """A file that was sent for one piece of a claim's evidence; its id is random and cannot be guessed.

    original_name is what the sender calls it, for people to read and for nothing else. client_id is the sender's own
    id of it, so that a retry is kept once.
    """

    __tablename__ = "evidence_files"

    id: str = Column(String(32), primary_key=True)
    claim_item_id: int = Column(ForeignKey("claim_items.id"), nullable=False)
    stored_file_id: int = Column(ForeignKey("stored_files.id"), nullable=False, index=True)
    conversation_id: str | None = Column(ForeignKey("conversations.id"), index=True)
    client_id: str = Column(String(64), nullable=False)
    original_name: str = Column(Words, nullable=False)
    hints: list[str] = Column(Json, nullable=False)
    created_at: datetime = Column(Moment, nullable=False)

    stored: StoredFile = relationship("StoredFile", lazy="joined", innerjoin=True)

    __table_args__ = (UniqueConstraint("claim_item_id", "client_id"),)


@ledger.mapped
class ClaimPage(Base):
    """The page of a claim; its token is the only thing that opens it."""

    __tablename__ = "claim_pages"

    claim_id: int = Column(ForeignKey("claims.id"), primary_key=True)
    token: str = Column(String(64), nullable=False, unique=True)

    __table_args__ = (CheckConstraint("length(token) >= 22", name="token_has_128_bits"),)
