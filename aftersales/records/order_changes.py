"""Changing an order on record to what a shop's system now tells, where its life allows it."""

from typing import Any

from sqlalchemy import func, not_, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import in_op

from aftersales.errors import OrderImportError
from aftersales.records.tables import Case, Claim, ClaimUnit, Operation, Order, OrderLine
from aftersales.records.tables.orders import ORDER_STATUSES

CANCELLED = "cancelled"
DATES = ("placed_on", "produced_on", "shipped_on", "delivered_on")


def change_order(
    session: Session,
    order: Order,
    columns: dict[str, Any],
    lines: list[dict[str, Any]],
    corrections: bool = False,
) -> bool:
    """Change the order's columns and lines to these values; False where they are so already.

    A cancelled order stays cancelled, and a line that a claim or a case is about stays that product: else
    OrderImportError. A status goes forward only, unless these are corrections.
    """
    if not _differs(order, columns, lines):
        return False
    _check_status(order, columns["status"], corrections)
    _check_lines(session, order, lines)
    _set(order, columns)
    _change_lines(order, lines)
    order.version += 1
    session.flush()
    return True


def redate_orders(session: Session, columns_of: dict[tuple[str, str], dict[str, Any]]) -> int:
    """Give orders, by shop and number key, other dates; gives how many changed.

    An order stays as it is where its status is another by now, or a claim or cancellation rests on its dates.
    """
    acted_on = [select(Claim.id).where(Claim.order_id == Order.id)]
    acted_on.append(select(Operation.id).where(Operation.order_id == Order.id))
    query = select(Order).where(*(not_(acts.exists()) for acts in acted_on))
    keys = {number_key for _, number_key in columns_of}
    changed = 0
    for order in session.scalars(query.where(in_op(Order.number_key, keys))):
        columns = columns_of.get((order.shop, order.number_key), {"status": None})
        dates = {column: columns.get(column) for column in DATES}
        if columns["status"] == order.status and _differ(order, dates):
            _set(order, dates)
            order.version += 1
            changed += 1
    session.flush()
    return changed


def _differs(order: Order, columns: dict[str, Any], lines: list[dict[str, Any]]) -> bool:
    if _differ(order, columns) or len(order.lines) != len(lines):
        return True
    return any(_differ(line, values) for line, values in zip(order.lines, lines, strict=True))


def _differ(row: Order | OrderLine, values: dict[str, Any]) -> bool:
    return any(getattr(row, column) != value for column, value in values.items())


def _check_status(order: Order, status: str, corrections: bool) -> None:
    if order.status == CANCELLED and status != CANCELLED:
        mend = "Remove the row: a cancelled order stays cancelled."
        raise OrderImportError(f"{status}, but the order is cancelled here", "status", mend)
    goes_back = ORDER_STATUSES.index(status) < ORDER_STATUSES.index(order.status)
    if goes_back and not corrections:
        mend = "The file is older than the record; if the record is wrong, import with --corrections."
        raise OrderImportError(f"{status}, but the order is {order.status} here", "status", mend)


def _check_lines(session: Session, order: Order, lines: list[dict[str, Any]]) -> None:
    for line, values in zip(order.lines, [*lines, *[None] * len(order.lines)], strict=False):
        if values is not None and values["sku"] == line.sku and values["quantity"] >= line.quantity:
            continue
        if values is None or values["sku"] != line.sku:
            _refuse_if_spoken_for(session, line)
        elif values["quantity"] < _highest_unit_held(session, line):
            mend = "Close its claims first."
            raise OrderImportError(f"more of {line.sku} are claimed than are left", "quantity", mend)


def _refuse_if_spoken_for(session: Session, line: OrderLine) -> None:
    claimed = select(Claim.id).where(Claim.order_line_id == line.id).limit(1)
    asked_about = select(Case.id).where(Case.line_id == line.id).limit(1)
    if session.scalar(claimed) is not None or session.scalar(asked_about) is not None:
        mend = "Keep the product on its line; further products go after it."
        raise OrderImportError(f"{line.sku} is gone, but a customer has asked about it", "lines", mend)


def _highest_unit_held(session: Session, line: OrderLine) -> int:
    held = select(func.max(ClaimUnit.unit)).where(ClaimUnit.order_line_id == line.id, ClaimUnit.active == true())
    return session.scalar(held) or 0


def _change_lines(order: Order, lines: list[dict[str, Any]]) -> None:
    del order.lines[len(lines) :]
    for line, values in zip(order.lines, lines, strict=False):
        _set(line, values)
    order.lines.extend(OrderLine(**values) for values in lines[len(order.lines) :])


def _set(row: Order | OrderLine, values: dict[str, Any]) -> None:
    for column, value in values.items():
        setattr(row, column, value)
