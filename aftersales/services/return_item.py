"""Returning an item that is not wanted: the flow."""

from __future__ import annotations

from aftersales.services.flow import Flow

FLOW = Flow("return_item", problems=("change_of_mind", "ordered_wrong"), needs_item=True)
