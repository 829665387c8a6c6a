"""Deciding a case: the order's record and what was told, under the shop's policy."""

from __future__ import annotations

from typing import Any

import msgspec

from aftersales.policy.decision import Decision, decide
from aftersales.policy.model import ShopPolicy
from aftersales.records import cases
from aftersales.records.tables import Case, Order, OrderLine
from aftersales.services.card.decision_card import card_text
from aftersales.services.card.sections import card_of
from aftersales.services.case.facts import told
from aftersales.services.conversation.turn import Turn
from aftersales.services.orders.requests import request_for_order

REASONS = "clauses"
"""Where a request is refused, another reason is news as well."""
WHAT_MATTERS = ("status", "remedies", "offers", "postage", "refund", "send_to", "fees", "nearest_yes")


def decide_case(turn: Turn, case: Case, policy: ShopPolicy, order: Order | None) -> Decision:
    """The decision on the case as it stands now."""
    # What was told before the order was known may be a fact of another shop's only.
    facts = {fact: value for fact, value in told(turn, case).items() if fact in policy.vocabulary.facts}
    return decide(request_for_order(policy, order, line_of(turn, case), case.quantity, facts, turn.today))


def line_of(turn: Turn, case: Case) -> OrderLine | None:
    """The line of the order that the case is about; None for the whole order."""
    return None if case.line_id is None else turn.session.get(OrderLine, case.line_id)


def is_news(case: Case, decision: Decision) -> bool:
    """Whether the card would differ from the one last shown in anything that matters to the customer."""
    before, now = case.decision or {}, as_stored(decision)
    parts = (*WHAT_MATTERS, REASONS) if decision.status == "not_eligible" else WHAT_MATTERS
    return any(before.get(part) != now[part] for part in parts)


def remember(turn: Turn, case: Case, decision: Decision) -> None:
    """Keeps the decision just shown with its policy version and the words of its card."""
    shown = card_text(card_of(decision))
    cases.record_decision(turn.session, case, as_stored(decision), decision.request.policy.version, shown)


def as_stored(decision: Decision) -> dict[str, Any]:
    """The decision as the ledger gives it back."""
    stored: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(decision.to_json()))
    return stored
