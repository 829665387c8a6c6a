"""Withdrawing a claim on its own page: summed up first, then carried out once on a yes."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from aftersales.errors import StaleConfirmation
from aftersales.records import cases, claim_pages, confirmations
from aftersales.records.database import writing
from aftersales.services.bootstrap import Premises
from aftersales.services.withdraw_claim import FLOW, Outcome, standing_of, withdraw_claim

OPERATION = "withdraw_claim"


def prepare_withdrawal(premises: Premises, token: str) -> str | None:
    """The single-use token that a yes will spend; None where the claim can no longer be withdrawn here.

    Raises UnknownClaim.
    """
    now = datetime.now(timezone.utc)
    with writing(premises.engine) as session:
        claim = claim_pages.claim_with(session, token)
        if standing_of(claim) != "possible" or claim.conversation_id is None:
            return None
        case = cases.open_case(session, claim.conversation_id, FLOW.stem, now, status="done")
        lasts = timedelta(minutes=premises.settings.confirmation_minutes)
        payload = {"reference": claim.reference}
        shown = f"{OPERATION} {claim.reference}"
        return confirmations.prepare(session, case, OPERATION, payload, shown, now, lasts).token


def withdraw_on_page(premises: Premises, token: str, yes: str) -> Outcome:
    """Withdraws the claim on a yes; raises UnknownClaim, and StaleConfirmation where the yes is too old or not ours."""
    with writing(premises.engine) as session:
        claim = claim_pages.claim_with(session, token)
        confirmation = confirmations.get(session, yes)
        if confirmation is None or confirmation.operation != OPERATION:
            raise StaleConfirmation("there is no such confirmation", claim.reference, "Ask for a new yes.")
        return withdraw_claim(session, claim, confirmation, datetime.now(timezone.utc)).outcome
