"""Opens a question for a refund that has not arrived."""

from __future__ import annotations

from actions.request_action import RequestAction
from aftersales.services import refund_status


class ActionRefundStatus(RequestAction):
    """Opens a question for a refund that has not arrived."""

    flow = refund_status.FLOW
