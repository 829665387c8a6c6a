"""Every table of the ledger, one file a family."""

from aftersales.records.tables.agents import Agent, DeskSession, Note, SignInAttempt
from aftersales.records.tables.audit import AuditEntry
from aftersales.records.tables.base import Base
from aftersales.records.tables.cases import Case, CaseFact
from aftersales.records.tables.claims import Claim, ClaimDeadline, ClaimEvent, ClaimItem, ClaimUnit
from aftersales.records.tables.conversations import Conversation, Handoff, Message
from aftersales.records.tables.evidence import ClaimPage, EvidenceFile, StoredFile
from aftersales.records.tables.orders import Order, OrderLine
from aftersales.records.tables.outbox import OutboxItem
from aftersales.records.tables.writes import Confirmation, Operation

__all__ = [
    "Agent",
    "AuditEntry",
    "Base",
    "Case",
    "CaseFact",
    "Claim",
    "ClaimDeadline",
    "ClaimEvent",
    "ClaimItem",
    "ClaimPage",
    "ClaimUnit",
    "Confirmation",
    "Conversation",
    "DeskSession",
    "EvidenceFile",
    "Handoff",
    "Message",
    "Note",
    "Operation",
    "Order",
    "OrderLine",
    "OutboxItem",
    "SignInAttempt",
    "StoredFile",
]
