"""Queries on orders: finding one by what a customer types, listing, and cancelling."""

import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.errors import UnknownOrder
from aftersales.records.recall import keep, recall
from aftersales.records.tables import Order, OrderLine

_NOT_IN_A_KEY = re.compile(r"[\W_]+")
_NOT_A_DIGIT = re.compile(r"\D+")


def number_key(number: str) -> str:
    """The letters and digits of an order number in capitals: " #qa-10 234" gives "QA10234"."""
    return _NOT_IN_A_KEY.sub("", unicodedata.normalize("NFKC", number)).upper()


def number_digits(number: str) -> str:
    """The digits of an order number, which customers often give alone; "" where it has none."""
    return _NOT_A_DIGIT.sub("", number_key(number))


def normal_email(email: str) -> str:
    """An e-mail address as it is stored: without blanks around it, in lower case."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def find_by_number_and_email(session: Session, number: str, email: str, shop: str | None = None) -> list[Order]:
    """The orders with this number and this e-mail; several only where shops use the same number.

    Both must fit, so that a wrong number and a wrong e-mail look the same. Case, blanks, "#" and dashes
    of the number do not matter, and its digits alone are enough.
    """
    key = number_key(number)
    if not key:
        return []
    same_number = Order.number_key == key
    if key.isdecimal():
        same_number = or_(same_number, Order.number_digits == key)
    query = select(Order).where(same_number, Order.email == normal_email(email)).order_by(Order.shop)
    if shop is not None:
        query = query.where(Order.shop == shop)
    return list(session.scalars(query))


def has_number(order: Order, number: str) -> bool:
    """Whether a customer who types this number means the order; its digits alone are enough."""
    return number_key(number) in (order.number_key, order.number_digits)


def get(session: Session, order_id: int) -> Order:
    """The order with this id; raises UnknownOrder."""
    order: Order | None = session.get(Order, order_id)
    if order is None:
        raise UnknownOrder(f"there is no order with id {order_id}", "orders")
    return order


def get_by_number(session: Session, shop: str, number: str) -> Order:
    """The order a shop knows under this number; raises UnknownOrder. For operators, not for customers."""
    query = select(Order).where(Order.shop == shop, Order.number_key == number_key(number))
    order: Order | None = session.scalars(query).one_or_none()
    if order is None:
        raise UnknownOrder(f"there is no order {number}", shop, "`aftersales orders list` shows the numbers.")
    return order


def lock(session: Session, order_id: int) -> Order:
    """The order as it stands now, kept from changing until the transaction ends; raises UnknownOrder."""
    return recall(session, _locked(order_id), lambda: _lock(session, order_id))


def _locked(order_id: int) -> tuple[str, int]:
    return "locked order", order_id


def _lock(session: Session, order_id: int) -> Order:
    query = select(Order).where(Order.id == order_id).with_for_update()
    fresh = query.execution_options(populate_existing=True)
    order: Order | None = session.scalars(fresh).one_or_none()
    if order is None:
        raise UnknownOrder(f"there is no order with id {order_id}", "orders")
    return order


def cancel(session: Session, order_id: int, version: int) -> bool:
    """Cancel the order if it still is what the customer was shown; False where it has changed since."""
    change = (
        update(Order)
        .where(Order.id == order_id, Order.version == version, Order.status != "cancelled")
        .values(status="cancelled", version=Order.version + 1)
        .execution_options(synchronize_session=False)
    )
    cancelled: bool = session.execute(change).rowcount == 1
    if cancelled:
        keep(session, _locked(order_id), _lock(session, order_id))
    return cancelled


def list_orders(session: Session, shop: str | None = None, limit: int | None = None) -> list[Order]:
    """Orders by shop and number; all shops where none is named."""
    query = select(Order).order_by(Order.shop, Order.number).limit(limit)
    if shop is not None:
        query = query.where(Order.shop == shop)
    return list(session.scalars(query))


def on_record(session: Session, keys: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these orders, each a shop and a number key, are on record."""
    query = select(Order.shop, Order.number_key).where(in_op(Order.number_key, {key for _, key in keys}))
    return {(shop, key) for shop, key in session.execute(query)} & set(keys)


def product_names(session: Session) -> list[str]:
    """The names of all products ever ordered, each once."""
    return list(session.scalars(select(OrderLine.name).distinct().order_by(OrderLine.name)))
