"""Filling in the demo orders of demo_orders.yml, dated back from today, and listing them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from dateutil.relativedelta import relativedelta
from ruamel.yaml import YAML
from sqlalchemy.orm import Session

from aftersales.records.database import open_engine, reading
from aftersales.records.order_batches import IncomingOrder, write
from aftersales.records.order_changes import redate_orders
from aftersales.records.orders import number_key, on_record
from aftersales.services.orders.rows import incoming, read_order
from aftersales.settings import Settings

DATA = Path(__file__).with_suffix(".yml")


class Journey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far an order has come, and how many days before the last event the others were."""

    status: str
    days_before: dict[str, int]


class ToldOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An order of the data file; `but` holds what is not as usual."""

    number: str
    shows: str
    customer: str
    journey: str
    ago: str
    products: list[str]
    but: dict[str, Any] = {}


class DemoShop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The orders of a shop, and what its orders have where they do not say otherwise."""

    usual: dict[str, Any]
    orders: list[ToldOrder]


class DemoData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data file."""

    journeys: dict[str, Journey]
    products: dict[str, dict[str, Any]]
    customers: dict[str, dict[str, str]]
    usual: dict[str, Any]
    shops: dict[str, DemoShop]


@dataclass(frozen=True)
class DemoOrder:
    """What a customer needs to try an order, and what it shows."""

    shop: str
    number: str
    email: str
    story: str


@dataclass(frozen=True)
class Filled:
    """How many demo orders were added, moved to today's dates, and kept as they were."""

    added: int
    refreshed: int
    kept: int


def fill_demo_orders(session: Session, today: date, refresh: bool = False) -> Filled:
    """Add the demo orders that are missing; with refresh, date those back from today that nobody has acted on."""
    orders = demo_orders(today)
    there = on_record(session, [order.key for order in orders])
    missing = [order for order in orders if order.key not in there]
    known = [order for order in orders if order.key in there]
    write(session, missing)
    refreshed = redate_orders(session, {order.key: order.columns for order in known}) if refresh else 0
    return Filled(len(missing), refreshed, len(known) - refreshed)


def list_demo_orders(settings: Settings, shop: str | None = None) -> list[DemoOrder]:
    """The demo orders on record, of one shop or of all; raises DatabaseUnavailable."""
    told = [(name, order) for name, orders in data().shops.items() for order in orders.orders]
    engine = open_engine(settings.database_url, settings.database_timeout_seconds)
    with reading(engine) as session:
        there = on_record(session, [(name, number_key(order.number)) for name, order in told])
    engine.dispose()
    return [
        DemoOrder(name, order.number, data().customers[order.customer]["email"], order.shows)
        for name, order in told
        if (name, number_key(order.number)) in there and shop in (None, name)
    ]


def demo_orders(today: date) -> list[IncomingOrder]:
    """Every demo order, dated back from today."""
    shops = data().shops
    told = [_values(name, shop, order, today) for name, shop in shops.items() for order in shop.orders]
    return [incoming(read_order(values, set(shops), today)) for values in told]


@cache
def data() -> DemoData:
    """The data file, read once."""
    return msgspec.convert(YAML(typ="safe", pure=True).load(DATA), DemoData)


def _values(name: str, shop: DemoShop, order: ToldOrder, today: date) -> dict[str, Any]:
    journey = data().journeys[order.journey]
    last = _back(today, order.ago)
    days = {event: last - timedelta(days=before) for event, before in journey.days_before.items()}
    return {
        **data().usual,
        **shop.usual,
        **data().customers[order.customer],
        **{event: day.isoformat() for event, day in days.items()},
        "shop": name,
        "number": order.number,
        "status": journey.status,
        "lines": [_line(product) for product in order.products],
        **order.but,
    }


def _line(told: str) -> dict[str, Any]:
    """A line of the order: "2 earbuds" are two pieces, "earbuds" is one."""
    quantity, _, product = told.rpartition(" ")
    return {**data().products[product], "quantity": quantity or 1}


def _back(today: date, ago: str) -> date:
    """The day so long before today: "4 days" or "13 months"."""
    number, unit = ago.split()
    return today - (relativedelta(months=int(number)) if unit == "months" else relativedelta(days=int(number)))
