"""Reporting that the shop sent or described something wrongly: the flow."""

from __future__ import annotations

from aftersales.services.flow import SENT_WRONG, UNWANTED, Flow

FLOW = Flow("report_wrong_item", problems=SENT_WRONG, reasons=UNWANTED, needs_item=True)
