"""Telling how an order stands, from its record."""

from __future__ import annotations

from aftersales.policy.explain import day_in_words
from aftersales.records.tables import Order
from aftersales.services.conversation.reply import Say
from aftersales.services.flow import Flow

FLOW = Flow("order_status")
DAY_OF_STATUS = {
    "placed": "placed_on",
    "in_production": "placed_on",
    "produced": "produced_on",
    "shipped": "shipped_on",
    "delivered": "delivered_on",
}


def tell_order_status(order: Order) -> Say:
    """How the order stands, with the day since when, where the record knows it."""
    day = getattr(order, DAY_OF_STATUS.get(order.status, ""), None)
    values = {"order_number": order.number}
    if day is None:
        return Say(f"order_status_{order.status}_undated", values)
    return Say(f"order_status_{order.status}", {**values, "day": day_in_words(day)})
