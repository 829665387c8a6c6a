"""Reporting an item that arrived broken or never worked: the flow."""

from __future__ import annotations

from aftersales.services.flow import Flow

FLOW = Flow(
    "report_dead_on_arrival",
    problems=("defective", "damaged_in_transit"),
    facts={"dead_on_arrival": True},
    needs_item=True,
)
