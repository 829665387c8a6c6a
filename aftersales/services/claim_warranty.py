"""Claiming the warranty for an item that became faulty: the flow."""

from __future__ import annotations

from aftersales.services.flow import FAULTY, UNWANTED, Flow

FLOW = Flow("claim_warranty", problems=FAULTY, reasons=UNWANTED, needs_item=True)
