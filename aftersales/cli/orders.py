"""`aftersales orders`: import orders from a file, list those on record."""

from __future__ import annotations

from pathlib import Path

import typer

from aftersales.cli.database import open_ledger, stop
from aftersales.cli.printing import print_table
from aftersales.errors import AftersalesError
from aftersales.policy.loader import load_policies
from aftersales.records.database import reading
from aftersales.records.orders import list_orders
from aftersales.records.tables import Order
from aftersales.services.orders.import_orders import ImportReport, OrderImport
from aftersales.settings import Settings

BAD_ROWS = 1
LISTED = 100

orders_app = typer.Typer(no_args_is_help=True, help="The shops' orders.")
FILE = typer.Argument(..., help="Orders in a .json, .jsonl or .csv file (UTF-8).")


@orders_app.command("import")
def import_command(
    file: Path = FILE,
    all_or_nothing: bool = typer.Option(False, "--all-or-nothing", help="One bad row keeps every row out."),
    corrections: bool = typer.Option(False, "--corrections", help="Let the status of orders on record go back."),
) -> None:
    """Imports orders: new ones are created, changed ones updated; running it again changes nothing.

    JSON: a list of orders, or {"orders": [...]}; JSON Lines: one order a line. Each has shop, number, email, status,
    placed_on, currency and lines (sku, quantity, unit_price), and may have name, phone, postcode, produced_on,
    shipped_on, delivered_on, warehouse, shipping_fee, open_dispute, unpaid_bills, paid, comments, and in its lines
    name, weight_g and warranty_years. CSV: a header, then a row for each product with the order's columns and sku,
    line_name, quantity, unit_price, weight_g, warranty_years; rows of one order stand together. Or a row for each
    order, with its products as JSON in the column `lines`.

    Every bad row is reported with its line and reason, and the good rows are imported. Ends with exit code 1 if
    any row was bad.
    """
    settings = Settings.from_environment()
    try:
        shops = set(load_policies(settings.policies))
        orders = OrderImport(shops, settings.today(), all_or_nothing, corrections)
        report = orders.run(open_ledger(settings), file)
    except AftersalesError as fault:
        raise stop(fault) from None
    _tell(report, all_or_nothing)
    if report.bad:
        raise typer.Exit(BAD_ROWS)


@orders_app.command("list")
def list_command(
    shop: str | None = typer.Option(None, help="Only this shop's orders."),
    limit: int = typer.Option(LISTED, min=1, help="How many at most."),
) -> None:
    """Lists the orders on record."""
    try:
        with reading(open_ledger(Settings.from_environment())) as session:
            rows = [_row(order) for order in list_orders(session, shop, limit)]
    except AftersalesError as fault:
        raise stop(fault) from None
    print_table(("shop", "number", "status", "email", "products"), rows)


def _row(order: Order) -> tuple[str, ...]:
    products = ", ".join(f"{line.quantity} x {line.name}" for line in order.lines)
    return order.shop, order.number, order.status, order.email, products


def _tell(report: ImportReport, all_or_nothing: bool) -> None:
    for row in report.bad:
        typer.echo(str(row), err=True)
    counts = f"{report.created} created, {report.updated} updated, {report.unchanged} unchanged"
    nothing = "; nothing was imported" if all_or_nothing and report.bad else ""
    typer.echo(f"{counts}, {len(report.bad)} bad{nothing}")
