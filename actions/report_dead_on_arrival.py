"""Opens a report of goods that arrived broken or never worked."""

from __future__ import annotations

from actions.request_action import RequestAction
from aftersales.services import report_dead_on_arrival


class ActionReportDeadOnArrival(RequestAction):
    """Opens a report of goods that arrived broken or never worked."""

    flow = report_dead_on_arrival.FLOW
