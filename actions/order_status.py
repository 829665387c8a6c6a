"""Opens a question how an order stands."""

from __future__ import annotations

from actions.request_action import RequestAction
from aftersales.services import order_status


class ActionOrderStatus(RequestAction):
    """Opens a question how an order stands."""

    flow = order_status.FLOW
