"""Opens a return of goods that are not wanted."""

from __future__ import annotations

from actions.request_action import RequestAction
from aftersales.services import return_item


class ActionReturnItem(RequestAction):
    """Opens a return of goods that are not wanted."""

    flow = return_item.FLOW
