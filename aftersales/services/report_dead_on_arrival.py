"""Reporting an item that arrived broken or never worked: the flow."""

from __future__ import annotations

from aftersales.services.flow import FAULTY, UNWANTED, Flow

FLOW = Flow("report_dead_on_arrival", problems=FAULTY, reasons=UNWANTED, needs_item=True)
