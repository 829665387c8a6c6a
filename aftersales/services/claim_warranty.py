"""Claiming the warranty for an item that became faulty: the flow."""

from __future__ import annotations

from aftersales.services.flow import Flow

FLOW = Flow("claim_warranty", problems=("defective", "damaged_in_transit"), needs_item=True)
