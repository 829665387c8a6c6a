"""Opens a warranty claim."""

from __future__ import annotations

from actions.request_action import RequestAction
from aftersales.services import claim_warranty


class ActionClaimWarranty(RequestAction):
    """Opens a warranty claim."""

    flow = claim_warranty.FLOW
