"""The demo orders: enough of everything for each shop, counted back from any day, and never in the way."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import claims, orders
from aftersales.records.database import open_engine, reading, writing
from aftersales.services.orders.demo_orders import demo_orders, fill_demo_orders, list_demo_orders
from aftersales.settings import PROJECT_ROOT, Settings
from tests.aftersales.claims import a_claim

TODAY = date(2025, 3, 4)
SHOPS = {file.stem for file in (PROJECT_ROOT / "policies").glob("*.yml")} - {"facts"}
STATUSES = {"placed", "in_production", "produced", "shipped", "delivered", "cancelled"}


@pytest.mark.parametrize("today", [TODAY, date(2024, 2, 29), date(2025, 12, 31), date(2030, 3, 30)])
def test_each_shop_has_a_dozen_orders_on_any_day(today: date) -> None:
    made = demo_orders(today)
    assert {order.columns["shop"] for order in made} == SHOPS
    for shop in SHOPS:
        assert sum(order.columns["shop"] == shop for order in made) >= 12


def test_every_number_can_be_found_by_its_five_digits() -> None:
    digits = [order.columns["number_digits"] for order in demo_orders(TODAY)]
    assert len(set(digits)) == len(digits)
    assert {len(number) for number in digits} == {5}


def test_every_kind_of_order_is_there() -> None:
    made = [order.columns for order in demo_orders(TODAY)]
    lines = [line for order in demo_orders(TODAY) for line in order.lines]
    assert {order["status"] for order in made} == STATUSES
    assert {"CN", "US", "DE"} <= {order["warehouse"] for order in made}
    assert {line.get("warranty_years") for line in lines} == {1, 2, None}
    assert max(line["quantity"] for line in lines) > 1
    for flag in ("open_dispute", "unpaid_bills", "paid"):
        assert {order[flag] for order in made} == {True, False}
    assert any("red" in (order["comments"] or "") for order in made)


@pytest.mark.parametrize("days", [0, 2, 3, 4, 7, 8, 29, 30, 31])
def test_the_days_that_decide_are_there(days: int) -> None:
    delivered = {order.columns["delivered_on"] for order in demo_orders(TODAY)}
    assert TODAY - timedelta(days=days) in delivered


@pytest.mark.parametrize("day", [date(2024, 4, 4), date(2024, 2, 4), date(2023, 1, 4)])
def test_eleven_thirteen_and_twenty_six_months_are_there(day: date) -> None:
    assert day in {order.columns["delivered_on"] for order in demo_orders(TODAY)}


def test_filling_again_adds_nothing_and_changes_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        first = fill_demo_orders(session, TODAY)
    with writing(engine) as session:
        again = fill_demo_orders(session, TODAY + timedelta(days=10))
    assert (first.added, again.added, again.refreshed, again.kept) == (70, 0, 0, 70)


def test_refreshing_moves_the_dates_of_orders_without_claims(engine: Engine, now: datetime) -> None:
    with writing(engine) as session:
        fill_demo_orders(session, TODAY)
        claimed = orders.get_by_number(session, "qualir", "QA-10234")
        claims.open_claim(session, a_claim(claimed, now), "customer", {}, {})
    with writing(engine) as session:
        moved = fill_demo_orders(session, TODAY + timedelta(days=10), refresh=True)
    assert (moved.added, moved.refreshed, moved.kept) == (0, 69, 1)
    with reading(engine) as session:
        assert orders.get_by_number(session, "qualir", "QA-10234").delivered_on == date(2025, 2, 28)
        assert orders.get_by_number(session, "guarantee", "GU-20345").delivered_on == date(2025, 3, 12)


def test_an_order_that_went_on_is_not_refreshed(engine: Engine) -> None:
    with writing(engine) as session:
        fill_demo_orders(session, TODAY)
        order = orders.get_by_number(session, "rma", "ON-40567")
        assert orders.cancel(session, order.id, order.version)
    with writing(engine) as session:
        assert fill_demo_orders(session, TODAY + timedelta(days=1), refresh=True).kept == 1


def test_only_orders_on_record_are_listed(sqlite: Engine) -> None:
    file = Path(str(sqlite.url.database))
    settings = Settings.from_environment({"DATABASE_URL": f"sqlite:///{file}"})
    assert list_demo_orders(settings) == []
    with writing(open_engine(settings.database_url)) as session:
        fill_demo_orders(session, TODAY)
    listed = list_demo_orders(settings)
    assert len(listed) == 70
    first = listed[0]
    assert (first.shop, first.number, first.email) == ("qualir", "QA-10234", "anna.keller@example.com")
    assert {order.shop for order in list_demo_orders(settings, "rma")} == {"rma"}
    assert all(order.story for order in listed)
