"""The list of demo orders shown at the start."""

from pathlib import Path

import pytest

from aftersales.records import schema
from aftersales.records.database import open_engine, writing
from aftersales.services.orders.demo_orders import DemoOrder, fill_demo_orders
from aftersales.settings import Settings
from launcher.demo_orders import SHOWN_PER_SHOP, show_demo_orders, spread


def orders(count: int) -> list[DemoOrder]:
    return [DemoOrder("shop", str(number), "a@example.com", "late") for number in range(count)]


@pytest.mark.parametrize(("count", "numbers"), [(0, ""), (3, "012"), (4, "0123"), (10, "0369")])
def test_the_orders_shown_are_spread_over_the_shops_list(count: int, numbers: str) -> None:
    assert "".join(order.number for order in spread(orders(count))) == numbers


def test_some_orders_of_every_shop_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings.from_environment({"DATABASE_URL": f"sqlite:///{tmp_path}/demo.db"})
    engine = open_engine(settings.database_url)
    schema.upgrade(engine)
    show_demo_orders(settings)
    assert capsys.readouterr().out == ""
    with writing(engine) as session:
        fill_demo_orders(session, settings.today())
    show_demo_orders(settings)
    printed = capsys.readouterr().out
    for shop in settings.policies.glob("*.yml"):
        if shop.stem != "facts":
            assert printed.count(f"\n{shop.stem} ") == SHOWN_PER_SHOP
