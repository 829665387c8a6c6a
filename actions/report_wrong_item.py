"""Opens a report that the wrong thing was sent or described."""

from __future__ import annotations

from actions.request_action import RequestAction
from aftersales.services import report_wrong_item


class ActionReportWrongItem(RequestAction):
    """Opens a report that the wrong thing was sent or described."""

    flow = report_wrong_item.FLOW
