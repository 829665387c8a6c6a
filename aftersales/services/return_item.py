"""Returning an item that is not wanted: the flow."""

from __future__ import annotations

from aftersales.services.flow import UNWANTED, Flow

FLOW = Flow("return_item", problems=UNWANTED, needs_item=True)
