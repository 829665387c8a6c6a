"""Settling an order whose goods are out of stock: the flow."""

from __future__ import annotations

from aftersales.services.flow import Flow

FLOW = Flow("out_of_stock", problems=("out_of_stock",), reasons=("cancel",), needs_item=True, item_before_dispatch=True)
