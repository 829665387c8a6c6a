"""Asking for a refund that has not arrived: the flow."""

from __future__ import annotations

from aftersales.services.flow import GOODS_BACK, Flow

FLOW = Flow("refund_status", problems=("refund_late",), reasons=("cancel", *GOODS_BACK))
