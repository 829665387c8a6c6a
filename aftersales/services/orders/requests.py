"""Turns an order on record, and what was told about it, into a request that a policy can decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from aftersales.policy import order as policy_order
from aftersales.policy.model import ShopPolicy
from aftersales.policy.request import Request, RequestedLine, make_request, read_fact
from aftersales.records.tables import Order, OrderLine


def request_for_order(
    policy: ShopPolicy,
    order_row: Order | None,
    line_row: OrderLine | None,
    quantity: int | None,
    told_facts: Mapping[str, Any],
    today: date,
) -> Request:
    """The request about `quantity` pieces of one line (None: all of it), or without a line about the whole order.

    told_facts are values by fact, dates as days or as ISO text; None counts as not told. Without an order the request
    rests on them alone. Raises RequestError where a fact, a value or the quantity is not possible.
    """
    told = {name: read_fact(policy, name, value) for name, value in told_facts.items() if value is not None}
    order = None if order_row is None else order_on_record(order_row)
    lines = None if line_row is None else [RequestedLine(line_row.sku, quantity)]
    return make_request(policy, today, order, lines, told)


def order_on_record(row: Order) -> policy_order.Order:
    """The order as the engine sees it; what the record does not know stays unknown."""
    return msgspec.convert(row, policy_order.Order, from_attributes=True)
