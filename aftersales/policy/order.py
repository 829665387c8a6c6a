"""An order as the policy engine sees it, and the part of it that a request is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from msgspec import Struct, field

from aftersales.errors import RequestError
from aftersales.policy.case import ORDER_EVENTS
from aftersales.policy.facts import Value, Vocabulary

Status = Literal["placed", "in_production", "produced", "shipped", "delivered", "cancelled"]
NOT_YET: Mapping[str, tuple[str, ...]] = {
    "placed": ("shipped_on", "delivered_on"),
    "in_production": ("shipped_on", "delivered_on"),
    "produced": ("shipped_on", "delivered_on"),
    "shipped": ("delivered_on",),
}
"""What cannot have happened to an order that stands so."""
HIGHEST_AMOUNT = 10**9
"""The most that a price, fee, weight or quantity may be."""
FINEST_EXPONENT = -30
"""How many decimals, negated, a price, fee or weight may have."""
Flag = bool | int | Decimal | None


class OrderLine(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of an order; unit_price in the order's currency, weight_g in grams for one piece."""

    sku: str
    name: str = ""
    quantity: int = 1
    unit_price: Decimal | None = None
    weight_g: int | Decimal | None = None
    warranty_years: int | None = None


class Order(Struct, frozen=True, forbid_unknown_fields=True):
    """The order's record; whatever is None is not known."""

    number: str | int | None = None
    status: Status | None = None
    placed_on: date | None = None
    produced_on: date | None = None
    shipped_on: date | None = None
    delivered_on: date | None = None
    warehouse: str | None = None
    currency: str | None = None
    shipping_fee: Decimal | None = None
    open_dispute: Flag = None
    unpaid_bills: Flag = None
    paid: Flag = None
    comments: str | None = None
    lines: list[OrderLine] = field(default_factory=list)


@dataclass(frozen=True)
class Piece:
    """So many pieces of one line."""

    line: OrderLine
    quantity: int


def check_order(order: Order) -> None:
    """Refuses an order that contradicts itself: dates out of sequence, negative money or weight, repeated SKUs."""
    dated = [(name, day) for name in ORDER_EVENTS if (day := getattr(order, name)) is not None]
    for (earlier, before), (later, after) in pairwise(dated):
        if after < before:
            raise RequestError(f"{after} lies before {earlier} {before}", f"order.{later}", "mend one of the two dates")
    _check_amount(order.shipping_fee, 0, "order.shipping_fee")
    for place, line in enumerate(order.lines):
        _check_line(line, f"order.lines[{place}]")
    skus = [line.sku for line in order.lines]
    if len(set(skus)) < len(skus):
        raise RequestError("two lines have the same sku", "order.lines", "join them into one line")


def check_status(order: Order) -> None:
    """Refuses an order with a date that its status says has not come yet."""
    for event in NOT_YET.get(order.status or "", ()):
        if getattr(order, event) is not None:
            where = f"order.{event}"
            raise RequestError(f"it is set, but the order is {order.status}", where, "mend the status, or leave it out")


def _check_line(line: OrderLine, where: str) -> None:
    for name, lowest in (("quantity", 1), ("unit_price", 0), ("weight_g", 0), ("warranty_years", 0)):
        _check_amount(getattr(line, name), lowest, f"{where}.{name}")


def _check_amount(amount: int | Decimal | None, lowest: int, where: str) -> None:
    if amount is None:
        return
    if isinstance(amount, Decimal) and not _is_reckonable(amount):
        raise RequestError(f"{amount} is not an amount", where, "give a number, or leave it out")
    if amount < lowest:
        raise RequestError(f"{amount} is too small", where, f"give {lowest} or more")
    if amount > HIGHEST_AMOUNT:
        raise RequestError("the amount is too large", where, f"give at most {HIGHEST_AMOUNT}")


def _is_reckonable(amount: Decimal) -> bool:
    """Whether the amount is a number, and not so fine that exact sums would take for ever."""
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= FINEST_EXPONENT


def order_facts(order: Order, pieces: list[Piece], vocabulary: Vocabulary) -> dict[str, Value]:
    """The facts that the record tells about the pieces asked about."""
    facts: dict[str, Value | None] = {name: getattr(order, name) for name in (*ORDER_EVENTS, "warehouse")}
    facts["order_status"] = order.status or ("delivered" if order.delivered_on else None)
    facts["bought_here"] = True if order != Order() else None
    for flag in ("open_dispute", "unpaid_bills", "paid"):
        value = getattr(order, flag)
        facts[flag] = None if value is None else bool(value)
    facts["free_delivery"] = None if order.shipping_fee is None else order.shipping_fee == 0
    facts["part_of_order"] = False
    if order.lines:
        facts["part_of_order"] = sum(piece.quantity for piece in pieces) < sum(line.quantity for line in order.lines)
    facts.update(_told_by_comments(order.comments or "", vocabulary))
    return {name: value for name, value in facts.items() if value is not None}


def warranty_span(pieces: list[Piece]) -> tuple[int, int] | None:
    """The shortest and longest warranty in years among the pieces; None if any is unknown."""
    years = [piece.line.warranty_years for piece in pieces]
    known = [each for each in years if each is not None]
    return (min(known), max(known)) if known and len(known) == len(years) else None


def _told_by_comments(comments: str, vocabulary: Vocabulary) -> dict[str, Value]:
    """Facts that are true because the order's comments say so (a colour was named)."""
    words = set(re.findall(r"\w+", comments.lower()))
    return {name: True for name, fact in vocabulary.facts.items() if words & set(fact.told_by_comments)}
