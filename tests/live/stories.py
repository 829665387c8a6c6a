"""What a story of a request is: an order, the customer's words and answers, and what has to come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CLAUSE_LETTER = {"qualir": "Q", "guarantee": "G", "highvalue": "H", "rma": "R", "saferexpert": "S"}


@dataclass(frozen=True)
class Story:
    """`says` may name {number} and {email}; `answers` are by a word of the question.

    `status` is the engine's verdict; `clauses` must be told to the customer and stand in the ledger; `hears` are words
    that must be among the replies, `never_asked` words that must not be in a question. `remedy`, `shop_evidence` and
    `reason` are what the ledger must hold where a claim is opened or a person takes over.
    """

    name: str
    shop: str
    order: Mapping[str, Any]
    says: str
    status: str
    clauses: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)
    hears: tuple[str, ...] = ()
    never_asked: tuple[str, ...] = ()
    remedy: str | None = None
    number: str | None = None
    items: frozenset[str] = frozenset()
    deadlines: Mapping[str, str] = field(default_factory=dict)
    refund: str | None = None
    reason: str | None = None

    def opening(self, number: str, email: str) -> str:
        """The first message, with the order's number and e-mail; they are put in front where it leaves them out."""
        words = self.says if "{number}" in self.says else "Order {number}, {email}. " + self.says
        return words.format(number=number, email=email)
