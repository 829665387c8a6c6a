"""Returning an item that is not wanted: the flow."""

from __future__ import annotations

from aftersales.services.flow import FAULTY, UNWANTED, Flow

FLOW = Flow("return_item", problems=UNWANTED, mistaken_for=FAULTY[:1], needs_item=True)
