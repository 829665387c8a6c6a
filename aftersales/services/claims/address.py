"""The address of a claim's page, as the chat tells it."""

from __future__ import annotations

from aftersales.records import claim_pages
from aftersales.records.tables import Claim
from aftersales.services.conversation.turn import Turn


def page_address(turn: Turn, claim: Claim) -> str:
    """The address of the claim's page, which is made when it is first told."""
    return f"{turn.settings.web_address}/claims/{claim_pages.token_of(turn.session, claim)}"
