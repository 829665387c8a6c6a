"""Reading orders from CSV: a row for each product, rows of one order together.

The order's columns are named as in JSON; a following row of the same order has its shop and number, and repeats
the rest or leaves it empty.
A product's columns are sku, line_name, quantity, unit_price, weight_g, warranty_years (all may begin with
line_, product is line_name, and so is a name right after sku). Or there is one row for each order, with its
products as JSON in `lines`.
Cells are separated by commas; an empty cell is a value that is not known.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TextIO

from aftersales.errors import OrderImportError
from aftersales.services.orders.rows import LineRow, OrderRow, suggestion

LONGEST_CELL = 2**31 - 1
LINE_COLUMNS = {
    "product": "name",
    **{f"line_{name}": name for name in LineRow.__struct_fields__},
    **{name: name for name in LineRow.__struct_fields__ if name != "name"},
}
ORDER_COLUMNS = OrderRow.__struct_fields__
NEEDED_BY_ORDERS = ("shop", "number", "email", "status", "placed_on", "currency")
NEEDED_BY_LINES = ("sku", "quantity", "unit_price")


@dataclass
class _Row:
    """A row of the table: the order's cells, the product's cells, and what is wrong with it."""

    line: int
    order: dict[str, str] = field(default_factory=dict)
    product: dict[str, str] = field(default_factory=dict)
    fault: OrderImportError | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What rows of one order have in common."""
        return self.order.get("shop", ""), self.order.get("number", "")


def read_table(text: TextIO) -> Iterator[tuple[int, Any]]:
    """The orders of a table, each with the line it starts on; a wrong header raises OrderImportError."""
    csv.field_size_limit(LONGEST_CELL)
    # NUL is nothing csv can read; as a lone surrogate it is refused with its row.
    reader = csv.reader(line.replace("\0", "\udc00") for line in text)
    header = _names_of_products([name.strip().lower() for name in next(reader, [])])
    _check_header(header)
    rows = _rows(reader, header)
    if "lines" in header:
        yield from ((row.line, _whole_order(row)) for row in rows)
    else:
        for _, together in groupby(rows, key=lambda row: row.key):
            yield _merged(list(together))


def _names_of_products(header: list[str]) -> list[str]:
    """The header in which a `name` that follows `sku` is the product's; the customer's stands with the order."""
    return [
        "line_name" if (before, name) == ("sku", "name") else name
        for before, name in zip(["", *header], header, strict=False)
    ]


def _rows(reader: Any, header: list[str]) -> Iterator[_Row]:
    line = reader.line_num + 1
    for cells in reader:
        if cells:
            yield _row(line, header, cells)
        line = reader.line_num + 1


def _row(line: int, header: list[str], cells: list[str]) -> _Row:
    row = _Row(line)
    for column, cell in zip(header, cells, strict=False):
        if not cell.strip():
            continue
        if column in ORDER_COLUMNS:
            row.order[column] = cell.strip()
        else:
            row.product[LINE_COLUMNS[column]] = cell.strip()
    if len(cells) != len(header):
        mend = "Put cells that hold a comma or a quote in quotes."
        row.fault = OrderImportError(f"the row has {len(cells)} cells, the header {len(header)}", "", mend)
    return row


def _merged(rows: list[_Row]) -> tuple[int, Any]:
    """One order of its rows; what is wrong with one of them is wrong with the order."""
    first, *following = rows
    for row in rows:
        if row.fault is not None:
            return row.line, row.fault
    for row in following:
        for column, cell in row.order.items():
            if cell != first.order.get(column):
                mend = f"Repeat what line {first.line} says, or leave it empty."
                return row.line, OrderImportError("it differs within one order", column, mend)
    return first.line, {**first.order, "lines": [row.product for row in rows]}


def _whole_order(row: _Row) -> Any:
    if row.fault is not None:
        return row.fault
    try:
        return {**row.order, "lines": json.loads(row.order.get("lines", "[]"), parse_float=str)}
    except (ValueError, RecursionError) as fault:
        return OrderImportError(f"it is not JSON ({fault})", "lines", 'Write [{"sku": "...", ...}].')


def _check_header(header: list[str]) -> None:
    if not any(header):
        raise OrderImportError("the file is empty", "line 1", "Begin with a row that names the columns.")
    if len(header) == 1 and (wrong := next((sign for sign in ";\t|" if sign in header[0]), None)):
        raise OrderImportError(f"cells are separated by {wrong!r}", "line 1", "Save the file with commas.")
    named = [LINE_COLUMNS.get(name, name) if name not in ORDER_COLUMNS else f"order {name}" for name in header]
    if repeated := sorted({name for name, one in zip(header, named, strict=True) if named.count(one) > 1}):
        raise OrderImportError(f"{', '.join(repeated)} stands twice", "line 1", "Keep one of the columns.")
    for name in header:
        if name not in ORDER_COLUMNS and name not in LINE_COLUMNS:
            raise OrderImportError(f"there is no column {name!r}", "line 1", suggestion(name, OrderRow))
    _check_needed(header, set(named))


def _check_needed(header: list[str], named: set[str]) -> None:
    missing = [name for name in NEEDED_BY_ORDERS if name not in header]
    if "lines" not in header:
        missing += [name for name in NEEDED_BY_LINES if name not in named]
    if missing:
        columns = "column is" if len(missing) == 1 else "columns are"
        raise OrderImportError(f"the {columns} missing: {', '.join(missing)}", "line 1", "Add what is missing.")
