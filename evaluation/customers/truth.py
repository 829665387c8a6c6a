"""What the engine says to what a simulated customer has told: the decision, and the questions it still needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct

from aftersales.policy.decision import WISH, Decision, decide
from aftersales.policy.facts import Value
from aftersales.policy.model import ShopPolicy
from aftersales.policy.order import Order, OrderLine
from aftersales.policy.request import RequestedLine, make_request
from evaluation.customers.situations import Situation

Told = Mapping[str, Value]
SHOWN = (
    "status", "remedies", "remedy_chosen_by", "offers", "postage", "import_duty", "missing_parts", "fees", "refund",
    "send_to", "address_from", "authorisation", "deadlines", "evidence", "packing", "clauses",
)  # fmt: skip
"""The parts of a decision that a customer is told."""


def decision_on(policy: ShopPolicy, situation: Situation, told: Told, today: date) -> Decision:
    """The decision on the order's record and what was told; the problem counts as told."""
    record = msgspec.convert(
        {
            **_known(situation.order.columns, Order),
            "lines": [_known(line, OrderLine) for line in situation.order.lines],
        },
        Order,
    )
    product = situation.product
    asked_about = None if product is None else [RequestedLine(product["sku"], situation.quantity)]
    return decide(make_request(policy, today, record, asked_about, {"problem": situation.problem, **told}))


def _known(values: Mapping[str, Any], form: type[Struct]) -> dict[str, Any]:
    """The values that the engine takes, without the types that say how they were read."""
    return {name: _plain(values[name]) for name in form.__struct_fields__ if name in values}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    return next((kind(value) for kind in (int, str, Decimal) if isinstance(value, kind)), value)


def as_shown(decision: Decision) -> dict[str, Any]:
    """The parts that a customer is told, as the ledger keeps them."""
    stored = msgspec.json.decode(msgspec.json.encode(decision.to_json()))
    return {part: stored[part] for part in SHOWN}


def open_questions(decision: Decision) -> list[str]:
    """The facts that the decision still waits for; the wish only where all hangs on it, since a choice is offered."""
    if decision.status not in ("needs_info", "eligible"):
        return []
    facts = [fact for fact in decision.ask if fact != WISH]
    return facts or [fact for fact in decision.ask if decision.status == "needs_info"]


def asked_together(policy: ShopPolicy, facts: Sequence[str]) -> list[str]:
    """The first fact of these, or all that the customer may have done, which one question asks for together."""
    known = policy.vocabulary.facts
    done = [fact for fact in facts if known[fact].type == "yes_no" and known[fact].reversible]
    return done if facts[0] in done else [facts[0]]


def remedy_to_choose(decision: Decision) -> tuple[str, ...]:
    """The remedies that the customer has to choose from; none where there is no choice, or it is made."""
    remedies = decision.lists.get("remedies", ()) if decision.status == "eligible" else ()
    wish = decision.request.case.values.get(WISH)
    open_choice = decision.value("remedy_chosen_by") == "customer" and len(remedies) > 1
    return tuple(remedies) if open_choice and wish not in remedies else ()


def least_questions(policy: ShopPolicy, situation: Situation, told: Told, today: date) -> int:
    """How many questions about facts and remedy the engine needs where each is answered at once and truthfully."""
    known, count = dict(told), 0
    while facts := open_questions(decision := decision_on(policy, situation, known, today)):
        count += 1
        known |= {fact: situation.facts[fact] for fact in asked_together(policy, facts)}
    return count + bool(remedy_to_choose(decision))


def remedy_expected(decision: Decision) -> str | None:
    """The remedy that a confirmed claim holds; None where the shop chooses."""
    remedies = decision.lists.get("remedies", ())
    if len(remedies) == 1:
        return str(remedies[0])
    wish = decision.request.case.values.get(WISH)
    return str(wish) if decision.value("remedy_chosen_by") == "customer" and wish else None
