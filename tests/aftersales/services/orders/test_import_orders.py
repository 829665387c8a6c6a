"""Importing orders: idempotent, exact, row by row, and what stands on record is not undone."""

import json
from collections.abc import Callable
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from aftersales.records import cases, claims, conversations, orders
from aftersales.records.database import reading, writing
from aftersales.records.tables import Order, OrderLine
from aftersales.services.orders import import_orders
from aftersales.services.orders.import_orders import ImportReport, OrderImport
from tests.aftersales.claims import a_claim
from tests.aftersales.order_rows import an_order_row

TODAY = date(2025, 3, 4)
Importer = Callable[..., ImportReport]


@pytest.fixture
def import_rows(engine: Engine, tmp_path: Path) -> Importer:
    """Import rows as a JSON list."""

    def run(*rows: dict[str, Any], **choices: bool) -> ImportReport:
        file = tmp_path / "orders.json"
        file.write_text(json.dumps(list(rows)))
        return OrderImport({"qualir", "rma"}, TODAY, **choices).run(engine, file)

    return run


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, len(report.bad)


def the_order(engine: Engine, number: str = "QA-1") -> Order:
    with reading(engine) as session:
        return orders.get_by_number(session, "qualir", number)


def test_an_order_is_stored_exactly(engine: Engine, import_rows: Importer) -> None:
    assert counts(import_rows(an_order_row())) == (1, 0, 0, 0)
    order = the_order(engine)
    (line,) = order.lines
    assert (order.email, order.shipping_fee, order.paid, order.open_dispute) == (
        "anna.keller@example.com",
        Decimal("4.9"),
        True,
        None,
    )
    assert (line.quantity, line.unit_price, line.weight_g, line.warranty_years) == (2, Decimal("53.10"), 300, None)
    assert order.delivered_on == date(2025, 2, 10)


def test_importing_again_changes_nothing(engine: Engine, import_rows: Importer) -> None:
    rows = [an_order_row("QA-1"), an_order_row("QA-2", shop="rma"), an_order_row("QA-3")]
    assert counts(import_rows(*rows)) == (3, 0, 0, 0)
    assert counts(import_rows(*rows)) == (0, 0, 3, 0)
    assert the_order(engine).version == 1


def test_what_changed_is_updated_in_place(engine: Engine, import_rows: Importer) -> None:
    import_rows(an_order_row(status="shipped", delivered_on=...), an_order_row("QA-2"))
    before = the_order(engine)
    cable = {"sku": "CAB", "quantity": 1, "unit_price": "0.10"}
    lines = [{"sku": "CAM", "name": "Camera", "quantity": 3, "unit_price": "53.10"}, cable]
    assert counts(import_rows(an_order_row(lines=lines), an_order_row("QA-2"))) == (0, 1, 1, 0)
    after = the_order(engine)
    assert (after.id, after.status, after.version) == (before.id, "delivered", 2)
    assert [(line.sku, line.quantity) for line in after.lines] == [("CAM", 3), ("CAB", 1)]
    assert after.lines[0].id == before.lines[0].id


def test_the_same_number_in_two_shops_is_two_orders(import_rows: Importer) -> None:
    assert counts(import_rows(an_order_row(), an_order_row(shop="rma"))) == (2, 0, 0, 0)


@pytest.mark.parametrize("second", ["QA-1", "qa1", " QA 1 "])
def test_a_number_that_stands_twice_is_imported_once(import_rows: Importer, second: str) -> None:
    report = import_rows(an_order_row(), an_order_row(second, currency="USD"))
    assert counts(report) == (1, 0, 0, 1)
    assert "number: the order stands on line 1 already. Keep one." in report.bad[0].reason


def test_the_shop_may_be_a_day_ahead(import_rows: Importer) -> None:
    assert counts(import_rows(an_order_row(delivered_on="2025-03-05"))) == (1, 0, 0, 0)


def test_an_empty_text_where_nothing_is_needed_is_nothing_known(engine: Engine, import_rows: Importer) -> None:
    line = {"sku": "CAM", "name": "", "quantity": 2, "unit_price": "53.10", "weight_g": " ", "warranty_years": ""}
    row = an_order_row(comments="", phone=" ", produced_on="", shipping_fee="", open_dispute="", lines=[line])
    assert counts(import_rows(row)) == (1, 0, 0, 0)
    order = the_order(engine)
    assert (order.comments, order.phone, order.produced_on, order.shipping_fee, order.open_dispute) == (None,) * 5
    assert (order.lines[0].name, order.lines[0].weight_g, order.lines[0].warranty_years) == ("CAM", None, None)


def test_a_formula_is_only_text(engine: Engine, import_rows: Importer) -> None:
    import_rows(an_order_row(comments='=HYPERLINK("http://example.com")'))
    assert the_order(engine).comments == '=HYPERLINK("http://example.com")'


def test_a_cancelled_order_stays_cancelled(engine: Engine, import_rows: Importer) -> None:
    import_rows(an_order_row(status="cancelled"))
    for corrections in (False, True):
        report = import_rows(an_order_row(status="delivered", paid=True), corrections=corrections)
        assert counts(report) == (0, 0, 0, 1)
        assert "status: delivered, but the order is cancelled here" in report.bad[0].reason
    assert the_order(engine).status == "cancelled"


def test_an_older_file_does_not_turn_a_status_back_unless_it_corrects(engine: Engine, import_rows: Importer) -> None:
    import_rows(an_order_row())
    older = an_order_row(status="shipped", delivered_on=...)
    report = import_rows(older)
    assert "status: shipped, but the order is delivered here" in report.bad[0].reason
    assert the_order(engine).status == "delivered"
    assert counts(import_rows(older, corrections=True)) == (0, 1, 0, 0)
    assert the_order(engine).status == "shipped"


def test_all_or_nothing_imports_nothing_when_a_row_is_bad(engine: Engine, import_rows: Importer) -> None:
    report = import_rows(
        an_order_row("QA-1"), an_order_row("QA-2", email="x"), an_order_row("QA-3"), all_or_nothing=True
    )
    assert counts(report) == (0, 0, 0, 1)
    assert count(engine, Order) == 0


def test_all_or_nothing_counts_what_the_record_refuses(engine: Engine, import_rows: Importer) -> None:
    import_rows(an_order_row("QA-2", status="cancelled"))
    report = import_rows(an_order_row("QA-1"), an_order_row("QA-2"), all_or_nothing=True)
    assert counts(report) == (0, 0, 0, 1)
    assert count(engine, Order) == 1
    assert counts(import_rows(an_order_row("QA-1"), all_or_nothing=True)) == (1, 0, 0, 0)


def test_an_import_that_breaks_off_leaves_whole_orders_and_can_be_repeated(
    engine: Engine, import_rows: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [an_order_row(f"QA-{number}") for number in range(1200)]
    write, calls = import_orders.write, []

    def break_off_in_the_second_batch(*arguments: Any) -> Any:
        calls.append(1)
        outcomes = write(*arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return outcomes

    monkeypatch.setattr(import_orders, "write", break_off_in_the_second_batch)
    with pytest.raises(KeyboardInterrupt):
        import_rows(*rows)
    assert (count(engine, Order), count(engine, OrderLine)) == (500, 500)
    monkeypatch.undo()
    assert counts(import_rows(*rows)) == (700, 0, 500, 0)


def test_two_imports_at_once_create_each_order_once(
    engine: Engine, tmp_path: Path, together: Callable[..., list[Any]]
) -> None:
    file = tmp_path / "orders.jsonl"
    file.write_text("\n".join(json.dumps(an_order_row(f"QA-{number}")) for number in range(600)))
    reports = together(lambda _: OrderImport({"qualir"}, TODAY).run(engine, file), 3)
    assert sum(report.created for report in reports) == 600
    assert sum(report.unchanged for report in reports) == 1200
    assert (count(engine, Order), count(engine, OrderLine)) == (600, 600)


def test_a_product_with_a_claim_stays(engine: Engine, import_rows: Importer) -> None:
    import_rows(an_order_row())
    order = the_order(engine)
    open_claim_on(engine, order, quantity=2)
    line = {"sku": "CAM", "name": "Camera", "quantity": 1, "unit_price": "53.10", "weight_g": 300}
    fewer = import_rows(an_order_row(lines=[line]))
    other = import_rows(an_order_row(lines=[line | {"sku": "MON"}]))
    assert "quantity: more of CAM are claimed than are left" in fewer.bad[0].reason
    assert "lines: CAM is gone, but a customer has asked about it" in other.bad[0].reason
    assert counts(import_rows(an_order_row(lines=[line | {"quantity": 5}]))) == (0, 1, 0, 0)


def test_a_product_that_is_being_talked_about_stays(engine: Engine, import_rows: Importer, now: Any) -> None:
    extra = {"sku": "CAB", "quantity": 1, "unit_price": "1"}
    import_rows(an_order_row(lines=[an_order_row()["lines"][0], extra]))
    order = the_order(engine)
    with writing(engine) as session:
        conversations.get_or_start(session, "c1", now)
        cases.open_case(session, "c1", "return_item", now).line_id = order.lines[1].id
    assert "lines: CAB is gone" in import_rows(an_order_row()).bad[0].reason


def open_claim_on(engine: Engine, order: Order, quantity: int) -> None:
    claim = a_claim(order, datetime(2025, 3, 4, tzinfo=timezone.utc), quantity=quantity)
    with writing(engine) as session:
        claims.open_claim(session, claim, "customer", {}, {})


def count(engine: Engine, table: type) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table))
