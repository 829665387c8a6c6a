"""Reporting that the shop sent or described something wrongly: the flow."""

from __future__ import annotations

from aftersales.services.flow import Flow

FLOW = Flow(
    "report_wrong_item",
    problems=("wrong_item", "wrong_specification", "wrong_description", "wrong_color", "wrong_format"),
    needs_item=True,
)
