"""Writing orders from elsewhere in batches: new ones are inserted, changed ones updated, the rest left alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.errors import OrderImportError
from aftersales.records.order_changes import change_order
from aftersales.records.tables import Order, OrderLine

BATCH = 500
# Any number, the same for every import: PostgreSQL lets one holder at a time through.
_IMPORT_LOCK = 5_208_415


@dataclass(frozen=True)
class IncomingOrder:
    """An order to be written: the values of its columns, and those of its lines in their order."""

    columns: dict[str, Any]
    lines: list[dict[str, Any]]

    @property
    def key(self) -> tuple[str, str]:
        """What makes it this order: its shop and its number, however that is written."""
        return self.columns["shop"], self.columns["number_key"]


Outcome = str | OrderImportError
"""created, updated or unchanged, or why the order cannot be written."""


def write(session: Session, orders: Sequence[IncomingOrder], corrections: bool = False) -> list[Outcome]:
    """Write a batch of orders, each shop and number once at most; gives what became of each.

    An order on record changes only as its life allows, unless these are corrections: see order_changes.
    """
    _one_import_at_a_time(session)
    on_record = _on_record(session, orders)
    new = [order for order in orders if order.key not in on_record]
    _insert(session, new)
    outcomes: list[Outcome] = []
    for order in orders:
        known = on_record.get(order.key)
        outcomes.append("created" if known is None else _change(session, known, order, corrections))
    session.flush()
    return outcomes


def _change(session: Session, known: Order, order: IncomingOrder, corrections: bool) -> Outcome:
    try:
        changed = change_order(session, known, order.columns, order.lines, corrections)
    except OrderImportError as refusal:
        return refusal
    return "updated" if changed else "unchanged"


def _on_record(session: Session, orders: Sequence[IncomingOrder]) -> dict[tuple[str, str], Order]:
    keys = {number_key for _, number_key in (order.key for order in orders)}
    query = select(Order).where(in_op(Order.number_key, keys)).with_for_update()
    return {(order.shop, order.number_key): order for order in session.scalars(query)}


def _insert(session: Session, orders: Sequence[IncomingOrder]) -> None:
    if not orders:
        return
    session.execute(insert(Order), [order.columns | {"version": 1} for order in orders])
    keys = {order.columns["number_key"] for order in orders}
    ids = select(Order.shop, Order.number_key, Order.id).where(in_op(Order.number_key, keys))
    id_of = {(shop, number_key): order_id for shop, number_key, order_id in session.execute(ids)}
    lines = [line | {"order_id": id_of[order.key]} for order in orders for line in order.lines]
    session.execute(insert(OrderLine), lines)


def _one_import_at_a_time(session: Session) -> None:
    # On SQLite there is one writer at a time anyway.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _IMPORT_LOCK})
