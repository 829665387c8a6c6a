"""The lines of a decision's card on money and place: the refund, who pays which postage, where the goods go."""

from __future__ import annotations

from collections.abc import Iterator

from aftersales.policy.decision import Decision
from aftersales.services.card.decision_card import CardLine
from aftersales.services.wording import words

SETTLED_LINES = ("return_postage", "original_postage", "replacement_postage", "import_duty", "missing_parts")
GIVES_MONEY = {"refund", "cancellation"}


def cost_lines(decision: Decision) -> Iterator[CardLine]:
    """The refund, how and when it comes, and who pays what."""
    yield from _refund(decision)
    if GIVES_MONEY & set(decision.lists.get("remedies", ())):
        for name in ("refund_method", "refund_within"):
            value = decision.value(name)
            if value:
                yield _about(decision, name, value)
    if "cancellation" not in decision.lists.get("remedies", ()):
        yield from _postage(decision)


def place_lines(decision: Decision) -> Iterator[CardLine]:
    """Where the goods go, and where the address comes from."""
    place = decision.value("send_to")
    if place:
        warehouse = decision.request.case.values.get("warehouse")
        named = f"card_send_to_{place}" if warehouse or place != "origin_warehouse" else f"card_send_to_{place}_unnamed"
        yield _about(decision, "send_to", words(named, {"warehouse": str(warehouse)}))
    source = decision.value("address_from")
    if source:
        by_email = {"email": source}
        told = words("card_address_from_email", by_email) if "@" in source else words(f"card_address_from_{source}")
        yield _about(decision, "address_from", told)


def _refund(decision: Decision) -> Iterator[CardLine]:
    refund = decision.refund
    if refund.amount is not None:
        is_certain = len(decision.lists.get("remedies", ())) == 1
        sum_of = {"amount": str(refund.amount), "currency": refund.currency or "", "sum": refund.formula or ""}
        clauses = _clauses(decision, "refund_items")
        yield CardLine(words("card_amount", sum_of), words("card_refund" if is_certain else "card_refund_if"), clauses)


def _postage(decision: Decision) -> Iterator[CardLine]:
    for outcome in SETTLED_LINES:
        value = decision.value(outcome)
        if value and not (outcome == "replacement_postage" and "replacement" not in decision.lists.get("remedies", ())):
            yield _about(decision, outcome, words(f"card_{outcome}_{value}"))


def _about(decision: Decision, outcome: str, text: str) -> CardLine:
    return CardLine(text, words(f"card_{outcome}"), _clauses(decision, outcome))


def _clauses(decision: Decision, outcome: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause for said in decision.said_on(outcome) for clause in said.cites))
