"""The address of a claim's page, as the chat tells it."""

from __future__ import annotations

from aftersales.records import claim_pages
from aftersales.records.tables import Claim
from aftersales.services.reply import Say
from aftersales.services.turn import Turn


def tell_page(turn: Turn, claim: Claim) -> Say:
    """The address of the claim's page, which is made when it is first told."""
    token = claim_pages.token_of(turn.session, claim)
    return Say("claim_page", {"reference": claim.reference, "page": f"{turn.settings.web_address}/claims/{token}"})
