"""Opens a request about goods that are out of stock."""

from __future__ import annotations

from actions.request_action import RequestAction
from aftersales.services import out_of_stock


class ActionOutOfStock(RequestAction):
    """Opens a request about goods that are out of stock."""

    flow = out_of_stock.FLOW
