"""Opens a request to cancel an order."""

from __future__ import annotations

from actions.request_action import RequestAction
from aftersales.services import cancel_order


class ActionCancelOrder(RequestAction):
    """Opens a request to cancel an order."""

    flow = cancel_order.FLOW
