"""Reads a request to decide: one JSON object, checked against the policy's vocabulary; a null is a thing left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct, field

from aftersales.errors import RequestError
from aftersales.policy.case import Case
from aftersales.policy.facts import NOT_KNOWN, Fact, Value
from aftersales.policy.model import ShopPolicy
from aftersales.policy.order import Order, OrderLine, Piece, check_order, check_status, order_facts, warranty_span

IMPLY_A_REPORT = ("rma_issued_on", "sent_back_on")


class RequestedLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the order that the request is about; without a quantity, all of it."""

    sku: str
    quantity: int | None = None


class RequestText(Struct, frozen=True, forbid_unknown_fields=True):
    """A request as it comes in; `lines` default to the whole order."""

    shop: str
    today: date
    order: Order | None = None
    lines: list[RequestedLine] | None = None
    facts: dict[str, Any] = field(default_factory=dict)


STRUCTS: tuple[type[Struct], ...] = (RequestText, RequestedLine, Order, OrderLine)
MAY_BE_NULL = {each.name for struct in STRUCTS for each in msgspec.structs.fields(struct) if not each.required}


@dataclass(frozen=True)
class Request:
    """A checked request: the case for the engine, and the pieces of the order that amounts are reckoned from."""

    policy: ShopPolicy
    case: Case
    order: Order | None
    pieces: tuple[Piece, ...]


def read_request(policies: Mapping[str, ShopPolicy], text: Mapping[str, Any]) -> Request:
    """Checks the request. Unknown keys, unknown facts, impossible values and contradictions are a RequestError."""
    try:
        parsed = msgspec.convert(_without_nulls(text), RequestText)
    except msgspec.ValidationError as error:
        raise RequestError(
            str(error), "request", "see the form of a request under `aftersales decide --help`"
        ) from error
    if parsed.shop not in policies:
        raise RequestError(f"there is no shop {parsed.shop!r}", "shop", f"known shops: {', '.join(policies)}")
    policy = policies[parsed.shop]
    told = _told(policy, parsed.facts)
    _check_report(told, parsed)
    if parsed.order is not None:
        check_status(parsed.order)
    return make_request(policy, parsed.today, parsed.order, parsed.lines, told)


def _without_nulls(value: Any) -> Any:
    """The value without the known keys that are null; unknown ones stay, so that they are told."""
    if isinstance(value, list):
        return [_without_nulls(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    given = {key: each for key, each in value.items() if each is not None or key not in MAY_BE_NULL}
    return {key: each if key == "facts" else _without_nulls(each) for key, each in given.items()}


def _told(policy: ShopPolicy, facts: Mapping[str, Any]) -> dict[str, Value]:
    for name in facts:
        _known_fact(policy, name)
    return {name: read_fact(policy, name, value) for name, value in facts.items() if value is not None}


def make_request(
    policy: ShopPolicy,
    today: date,
    order: Order | None,
    lines: list[RequestedLine] | None,
    told: Mapping[str, Value],
) -> Request:
    """Joins the record's facts with what was told, which wins."""
    facts: dict[str, Value] = {"reported_on": _first_heard(told, today)}
    pieces: list[Piece] = []
    spans: dict[str, tuple[int, int]] = {}
    if order is not None:
        check_order(order)
        pieces = _pieces(order.lines, lines)
        facts.update(order_facts(order, pieces, policy.vocabulary))
        span = warranty_span(pieces)
        if span and span[0] == span[1]:
            facts["warranty_years"] = span[0]
        elif span:
            spans["warranty_years"] = span
    elif lines:
        raise RequestError("lines without an order", "lines", "give the order they belong to")
    return Request(policy, Case(policy, {**facts, **told}, today, spans), order, tuple(pieces))


def _check_report(told: Mapping[str, Value], request: RequestText) -> None:
    """Refuses a report that lies ahead, or before there was anything to report."""
    reported, order = told.get("reported_on"), request.order
    if not isinstance(reported, date):
        return
    where, mend = "facts.reported_on", "mend one of the two days"
    if reported > request.today:
        raise RequestError(f"{reported} lies after today {request.today}", where, mend)
    if order is not None and order.placed_on is not None and reported < order.placed_on:
        raise RequestError(f"{reported} lies before placed_on {order.placed_on}", where, mend)


def _first_heard(told: Mapping[str, Value], today: date) -> date:
    """The day of report where nobody told it: today, or the earlier step that cannot have happened without one."""
    return min([today, *(day for day in map(told.get, IMPLY_A_REPORT) if isinstance(day, date))])


def read_fact(policy: ShopPolicy, name: str, value: Any) -> Value:
    """One fact's value, typed as the vocabulary says."""
    fact = _known_fact(policy, name)
    typed = _as_date(name, value) if fact.type == "date" and isinstance(value, str) else value
    if not fact.allows(typed) and typed != NOT_KNOWN:
        raise RequestError(f"{value!r} is not possible", f"facts.{name}", f"it can be {_allowed(fact)}")
    return typed


def _known_fact(policy: ShopPolicy, name: str) -> Fact:
    fact = policy.vocabulary.facts.get(name)
    if fact is None:
        known = ", ".join(policy.vocabulary.facts)
        raise RequestError(f"there is no fact {name!r}", f"facts.{name}", f"known facts: {known}")
    return fact


def _as_date(name: str, value: str) -> date | str:
    if value == NOT_KNOWN:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RequestError(f"{value!r} is not a day", f"facts.{name}", "write it as 2025-03-04") from None


def _allowed(fact: Fact) -> str:
    words = {
        "yes_no": "true, false or not_known",
        "date": "a day such as 2025-03-04",
        "number": "a number",
        "text": "a text",
    }
    return words.get(fact.type) or ", ".join(fact.values)


def _pieces(ordered: list[OrderLine], requested: list[RequestedLine] | None) -> list[Piece]:
    if requested is None:
        return [Piece(line, line.quantity) for line in ordered]
    by_sku = {line.sku: line for line in ordered}
    skus = [entry.sku for entry in requested]
    if not requested or len(set(skus)) < len(skus):
        raise RequestError(
            "the lines are empty or name one sku twice", "lines", "name each line once, or leave `lines` out"
        )
    return [_piece(by_sku, entry, f"lines[{place}]") for place, entry in enumerate(requested)]


def _piece(by_sku: Mapping[str, OrderLine], entry: RequestedLine, where: str) -> Piece:
    line = by_sku.get(entry.sku)
    if line is None:
        raise RequestError(
            f"the order has no {entry.sku!r}", f"{where}.sku", f"it has {', '.join(by_sku) or 'no lines'}"
        )
    quantity = line.quantity if entry.quantity is None else entry.quantity
    if not 1 <= quantity <= line.quantity:
        raise RequestError(f"{quantity} of {line.quantity} ordered", f"{where}.quantity", f"give 1 to {line.quantity}")
    return Piece(line, quantity)
