"""Opens a question how claims stand."""

from __future__ import annotations

from actions.request_action import RequestAction
from aftersales.services import claim_status


class ActionClaimStatus(RequestAction):
    """Opens a question how claims stand."""

    flow = claim_status.FLOW
