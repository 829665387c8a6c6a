"""Shows the orders of the demo database that are worth trying."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from aftersales.services.orders.demo_orders import DemoOrder, list_demo_orders
from aftersales.settings import Settings
from launcher.terminal import say, show_table

COLUMNS = ("Shop", "Order", "E-mail", "What it shows")
SHOWN_PER_SHOP = 4


def show_demo_orders(settings: Settings) -> None:
    """Print some demo orders of each shop; prints nothing where the database holds none."""
    orders = list_demo_orders(settings)
    if not orders:
        return
    shown = [order for _, of_shop in groupby(orders, attrgetter("shop")) for order in spread(list(of_shop))]
    rows = [(order.shop, order.number, order.email, order.story) for order in shown]
    show_table("Orders to try", COLUMNS, rows)
    say(f"These are {len(shown)} of {len(orders)}; `.venv/bin/aftersales orders list` lists them all.")


def spread(orders: Sequence[DemoOrder], count: int = SHOWN_PER_SHOP) -> Sequence[DemoOrder]:
    """Give `count` of the orders, evenly from the first to the last; all where there are fewer."""
    if len(orders) <= count:
        return orders
    return [orders[index * (len(orders) - 1) // (count - 1)] for index in range(count)]
