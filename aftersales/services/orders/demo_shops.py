"""The demo shops as their customers see them: each shop's orders, how they stand, and what they are good for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from aftersales.policy.explain import day_in_words
from aftersales.records import claims, orders
from aftersales.records.database import reading
from aftersales.records.tables import Order
from aftersales.services.bootstrap import Premises
from aftersales.services.order_status import DAY_OF_STATUS
from aftersales.services.orders.demo_orders import DemoOrder, data


@dataclass(frozen=True)
class ShopShown:
    """A shop: its id, its name, and how many demo orders are on record."""

    id: str
    name: str
    orders: int


@dataclass(frozen=True)
class ClaimShown:
    """A claim on an order: its reference, and how it stands."""

    reference: str
    state: str


@dataclass(frozen=True)
class OrderShown:
    """An order as its customer sees it, the newest claim on it first, and what it is good to try."""

    number: str
    email: str
    customer: str
    status: str
    since: str
    items: tuple[str, ...]
    total: Decimal
    currency: str
    shows: str
    claims: tuple[ClaimShown, ...] = ()

    @property
    def state(self) -> str:
        """How the order and its claims stand, in one line."""
        told = [self.status, *(f"claim {claim.reference} {claim.state}" for claim in self.claims)]
        return ", ".join(told).replace("_", " ")


def demo_shops(premises: Premises) -> list[ShopShown]:
    """The shops that have a policy."""
    told = [(shop, orders.number_key(order.number)) for shop, each in data().shops.items() for order in each.orders]
    with reading(premises.engine) as session:
        there = Counter(shop for shop, _ in orders.on_record(session, told))
    return [ShopShown(shop, policy.name, there[shop]) for shop, policy in premises.policies.items()]


def demo_orders_of(premises: Premises, shop: str) -> list[OrderShown]:
    """A shop's demo orders that are on record, in the order they are told."""
    told = data().shops[shop].orders if shop in data().shops else []
    emails = data().customers
    with reading(premises.engine) as session:
        shown = []
        for order in told:
            demo = DemoOrder(shop, order.number, emails[order.customer]["email"], order.shows)
            found = orders.find_by_number_and_email(session, demo.number, demo.email, shop)
            shown += [_shown(row, demo, _claims(session, row)) for row in found]
        return shown


def _claims(session: Session, order: Order) -> tuple[ClaimShown, ...]:
    return tuple(ClaimShown(claim.reference, claim.state) for claim in claims.of_order(session, order.id))


def _shown(order: Order, demo: DemoOrder, its_claims: tuple[ClaimShown, ...]) -> OrderShown:
    day: date | None = getattr(order, DAY_OF_STATUS.get(order.status, ""), None)
    items = tuple(f"{line.quantity} × {line.name}" if line.quantity > 1 else line.name for line in order.lines)
    total = sum((line.unit_price * line.quantity for line in order.lines), Decimal()) + (order.shipping_fee or 0)
    return OrderShown(
        demo.number,
        demo.email,
        order.name or "",
        order.status,
        day_in_words(day) if day else "",
        items,
        total,
        order.currency,
        demo.story,
        its_claims,
    )
