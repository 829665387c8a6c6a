"""One order of an order file: its fields, and the checks that make it an order that can have happened."""

import re
from collections.abc import Collection
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import combinations
from typing import Any, Literal, get_args

import msgspec

from aftersales.errors import OrderImportError
from aftersales.policy.order import NOT_YET
from aftersales.records.order_batches import IncomingOrder
from aftersales.records.orders import number_digits, number_key
from aftersales.services.orders.values import (
    Amount,
    Currency,
    Day,
    Email,
    Label,
    LongText,
    OrderNumber,
    Pieces,
    Whole,
    YesNo,
    read_value,
    shown,
)

Status = Literal["placed", "in_production", "produced", "shipped", "delivered", "cancelled"]
EVENTS = ("placed_on", "produced_on", "shipped_on", "delivered_on")


class LineRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A product of the order; weight_g is grams per piece, name the SKU where none is given."""

    sku: Label
    quantity: Pieces
    unit_price: Amount
    name: Label | None = None
    weight_g: Whole | None = None
    warranty_years: Whole | None = None


class OrderRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An order as a file tells it; what is left out is not known."""

    shop: Label
    number: OrderNumber
    email: Email
    status: Status
    placed_on: Day
    currency: Currency
    lines: list[LineRow]
    name: Label | None = None
    phone: Label | None = None
    postcode: Label | None = None
    produced_on: Day | None = None
    shipped_on: Day | None = None
    delivered_on: Day | None = None
    warehouse: Label | None = None
    shipping_fee: Amount | None = None
    open_dispute: YesNo | None = None
    unpaid_bills: YesNo | None = None
    paid: YesNo | None = None
    comments: LongText | None = None


OPTIONAL = {each.name for row in (OrderRow, LineRow) for each in msgspec.structs.fields(row) if not each.required}


def read_order(values: Any, shops: Collection[str], today: date) -> OrderRow:
    """Read an order from a file's values and check it; raises OrderImportError with the field and the mend."""
    try:
        order = msgspec.convert(_without_blanks(values), OrderRow, strict=False, dec_hook=read_value)
    except msgspec.ValidationError as fault:
        raise _in_words(str(fault)) from None
    _check_shop(order, shops)
    _check_dates(order, today)
    _check_lines(order)
    return order


def _without_blanks(values: Any) -> Any:
    """The values without the optional fields that hold an empty text: that is how many exports write nothing."""
    if isinstance(values, list):
        return [_without_blanks(each) for each in values]
    if not isinstance(values, dict):
        return values
    return {
        name: _without_blanks(value) if name == "lines" else value
        for name, value in values.items()
        if not (name in OPTIONAL and isinstance(value, str) and not value.strip())
    }


def incoming(order: OrderRow) -> IncomingOrder:
    """The order as the records take it."""
    columns = msgspec.structs.asdict(order)
    lines = [msgspec.structs.asdict(line) for line in columns.pop("lines")]
    for flag in ("open_dispute", "unpaid_bills", "paid"):
        columns[flag] = None if columns[flag] is None else bool(columns[flag])
    columns |= {"number_key": number_key(order.number), "number_digits": number_digits(order.number)}
    for position, line in enumerate(lines, 1):
        line |= {"position": position, "name": line["name"] or line["sku"]}
    return IncomingOrder(columns, lines)


def _check_shop(order: OrderRow, shops: Collection[str]) -> None:
    if order.shop not in shops:
        known = ", ".join(sorted(shops))
        raise OrderImportError(f"no shop is called {shown(str(order.shop))}", "shop", f"Write one of {known}.")


def _check_dates(order: OrderRow, today: date) -> None:
    dated = [(event, getattr(order, event)) for event in EVENTS if getattr(order, event) is not None]
    for (earlier, before), (later, after) in combinations(dated, 2):
        if after < before:
            mend = "Mend one of the two dates."
            raise OrderImportError(f"{after} lies before {earlier} {before}", later, mend)
    # Where the shop is, tomorrow may have begun.
    for event, day in dated:
        if day > today + timedelta(days=1):
            raise OrderImportError(f"{day} is in the future", event, "Leave it out until it has happened.")
    for event in NOT_YET.get(order.status, ()):
        if getattr(order, event) is not None:
            mend = "Mend the status, or leave the date out."
            raise OrderImportError(f"it is set, but the order is {order.status}", event, mend)


def _check_lines(order: OrderRow) -> None:
    if not order.lines:
        raise OrderImportError("the order has none", "lines", "Give at least one product.")
    skus = [line.sku for line in order.lines]
    repeated = next((sku for sku in skus if skus.count(sku) > 1), None)
    if repeated is not None:
        mend = "Join them into one line with the whole quantity."
        raise OrderImportError(f"two lines have the sku {shown(str(repeated))}", "lines", mend)


_PATH = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?$", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_KIND = re.compile(r"Expected `(\w+).*?`, got `(\w+)`")
_CHOICE = re.compile(r"Invalid enum value (.*)", re.DOTALL)
_STRUCTURES = {"array": "a list", "object": "an object", "str": "a text"}


def _in_words(fault: str) -> OrderImportError:
    """Say msgspec's complaint in the words of an order file."""
    split = _PATH.match(fault)
    what, path = (split["what"], split["path"] or "") if split else (fault, "")
    where = re.sub(r"^lines\[(\d+)\]", lambda place: f"product {int(place[1]) + 1}", path).replace(".", " ")
    if missing := _MISSING.fullmatch(what):
        return OrderImportError(f"{missing[1]} is missing", where, "Every order needs it.")
    if unknown := _UNKNOWN.fullmatch(what):
        struct = LineRow if path else OrderRow
        return OrderImportError(f"there is no field {shown(unknown[1])}", where, suggestion(unknown[1], struct))
    if choice := _CHOICE.fullmatch(what):
        return OrderImportError(f"{choice[1]} is not known", where, f"Write one of {', '.join(get_args(Status))}.")
    if kind := _KIND.fullmatch(what):
        expected, given = (_STRUCTURES.get(name, name) for name in kind.groups())
        return OrderImportError(f"it must be {expected}, not {given}", where or "order")
    problem, _, mend = what.partition(". ")
    return OrderImportError(problem, where, f"{mend}." if mend else "")


def suggestion(name: str, struct: type[msgspec.Struct]) -> str:
    """What a field that does not exist may have been meant to be."""
    fields = struct.__struct_fields__
    near = get_close_matches(name.strip().lower().replace(" ", "_"), fields, n=1)
    return f"Did you mean {near[0]}?" if near else f"Remove it; the fields are {', '.join(fields)}."
