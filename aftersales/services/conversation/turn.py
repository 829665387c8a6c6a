"""One turn of a conversation: everything a service works with, given to it and never fetched behind its back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from aftersales.errors import UnknownOrder
from aftersales.policy.facts import Vocabulary
from aftersales.policy.model import ShopPolicy
from aftersales.records import cases, orders
from aftersales.records.recall import recall
from aftersales.records.tables import Case, Conversation, Order
from aftersales.settings import Settings


@dataclass(frozen=True)
class Turn:
    """The ledger's session, the policies, the conversation's row, and the day and moment to reckon with.

    epoch is the conversation's as the turn found it: a message of an earlier epoch comes too late to be answered.
    """

    session: Session
    policies: Mapping[str, ShopPolicy]
    settings: Settings
    conversation: Conversation
    today: date
    now: datetime
    epoch: int = 0

    @property
    def is_assistants(self) -> bool:
        """Whether the assistant owns the conversation, so that it may ask, answer and act."""
        return self.conversation.owner == "bot"

    @property
    def case(self) -> Case | None:
        """The request being worked on."""
        return cases.current(self.session, self.conversation.id)

    @property
    def order(self) -> Order | None:
        """The order that the customer has proven to own."""
        order_id = self.conversation.order_id
        if order_id is None:
            return None
        # A session forgets rows that nobody holds; holding this one saves reading it again at every step.
        return recall(self.session, ("order", order_id), lambda: orders.get(self.session, order_id))

    @property
    def policy(self) -> ShopPolicy | None:
        """The policy of the shop that the conversation is about, once that is known."""
        shop = self.conversation.shop
        return self.policies[shop] if shop is not None and shop in self.policies else None

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts, topics and lists that all policies share, whichever shop it is about."""
        return next(iter(self.policies.values())).vocabulary

    @property
    def identified_order(self) -> Order:
        """The order that the customer has proven to own, where a step needs one; raises UnknownOrder."""
        order = self.order
        if order is None:
            raise UnknownOrder("no order is identified", f"conversation {self.conversation.id}")
        return order

    @property
    def asked(self) -> dict[str, Any]:
        """The question on the table; empty where there is none."""
        return self.conversation.asked or {}

    def ask(self, kind: str, **details: Any) -> None:
        """Puts a question on the table."""
        self.conversation.asked = {"kind": kind, **details}

    def ask_nothing(self) -> None:
        """Takes the question off the table."""
        self.conversation.asked = None

    def shop_called(self, words: str) -> str | None:
        """The id of the shop whose name or id stands in the words."""
        return self._shop_found(r"\b{}\b", words)

    def shop_asked_about(self, words: str) -> str | None:
        """The id of the shop that the words ask about: "at qualir", "from RMA"; "the guarantee" names none."""
        return self._shop_found(r"\b(?:at|from) {}\b", words)

    def _shop_found(self, written: str, words: str) -> str | None:
        names = ((shop, name) for shop in self.policies for name in (shop, self.policies[shop].name))
        found = (shop for shop, name in names if re.search(written.format(re.escape(name)), words, re.IGNORECASE))
        return next(found, None)
