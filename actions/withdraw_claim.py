"""Opens a wish to withdraw a claim."""

from __future__ import annotations

from actions.request_action import RequestAction
from aftersales.services import withdraw_claim


class ActionWithdrawClaim(RequestAction):
    """Opens a wish to withdraw a claim."""

    flow = withdraw_claim.FLOW
