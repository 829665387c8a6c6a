"""Shows the orders of the demo database that are worth trying."""

from aftersales.settings import Settings
from launcher.terminal import show_table

COLUMNS = ("Shop", "Order", "E-mail", "What to try")


def show_demo_orders(settings: Settings) -> None:
    """Print the demo orders; prints nothing where the database holds none."""
    from aftersales.services.demo_orders import list_demo_orders

    rows = [(order.shop, order.number, order.email, order.story) for order in list_demo_orders(settings)]
    if rows:
        show_table("Orders to try", COLUMNS, rows)
