"""Claims in conversation: telling how they stand, and withdrawing one after a yes."""

from __future__ import annotations

from datetime import timedelta

from aftersales.errors import StaleConfirmation
from aftersales.records import claims as claim_records
from aftersales.records import confirmations
from aftersales.records.tables import Case, Claim
from aftersales.services.case.opening import end_case
from aftersales.services.claim_status import ClaimStatus, claims_of_conversation, deadline_in_words
from aftersales.services.claims.address import page_address
from aftersales.services.conversation.questions import ask_among
from aftersales.services.conversation.reply import ANYTHING_ELSE, YES_OR_NO, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.withdraw_claim import standing_of, withdraw_claim

MOST_TOLD = 3


def tell_claims(turn: Turn) -> Replies:
    """How the claims on the customer's order stand, the newest first."""
    known = claims_of_conversation(turn.session, turn.policies, turn.conversation.id)
    if not known:
        return [Say("no_claims")]
    replies: Replies = []
    for status in known[:MOST_TOLD]:
        claim = claim_records.find(turn.session, status.reference)
        page = {"reference": claim.reference, "page": page_address(turn, claim)}
        replies += [_tell(turn, status), Say("claim_page", page)]
    return replies


def _tell(turn: Turn, status: ClaimStatus) -> Say:
    policy = turn.policies[str(turn.conversation.shop)]
    evidence = policy.vocabulary.lists["evidence"]
    values = {
        "reference": status.reference,
        "product": status.product,
        "quantity": str(status.quantity),
        "evidence": tuple(evidence[code] for code in status.open_evidence),
        "authorisation_number": status.authorisation_number or "",
    }
    if status.state == "authorised" and status.next_deadline is not None:
        return Say("claim_authorised_until", {**values, **deadline_in_words(policy, status.next_deadline)})
    return Say(f"claim_{status.state}", values)


def ask_which_claim(turn: Turn, case: Case) -> Replies:
    """Sums up the withdrawal of the order's one claim that can still go, or asks which one."""
    claims = claim_records.of_order(turn.session, turn.identified_order.id)
    possible = _possible(turn)
    if not possible:
        return (
            [Say("nothing_to_withdraw")]
            if not claims
            else [Say("withdraw_too_late", {"reference": claims[0].reference})]
        )
    if len(possible) > 1:
        turn.ask("claim")
        return [ask_among("ask_which_claim", [claim.reference for claim in possible[:MOST_TOLD]])]
    return ask_to_withdraw(turn, case, possible[0].reference)


def withdrawal_meant(turn: Turn, words: str) -> str | None:
    """The claim on the customer's order that the words name, by its own number or its RMA number or slip."""
    said = words.upper()
    numbers = [(claim.reference, (claim.reference, claim.authorisation_number)) for claim in _possible(turn)]
    return next((reference for reference, names in numbers if any(name and name in said for name in names)), None)


def _possible(turn: Turn) -> list[Claim]:
    """The claims on the order that can still be withdrawn, the newest first."""
    claims = claim_records.of_order(turn.session, turn.identified_order.id)
    return [claim for claim in claims if standing_of(claim) == "possible"]


def ask_to_withdraw(turn: Turn, case: Case, reference: str) -> Replies:
    """Sums the withdrawal up and makes the token that a yes will spend."""
    summary = Say("confirm_withdraw_claim", {"reference": reference}, YES_OR_NO)
    lasts = timedelta(minutes=turn.settings.confirmation_minutes)
    payload = {"reference": reference}
    shown = f"{summary.response} {reference}"
    token = confirmations.prepare(turn.session, case, "withdraw_claim", payload, shown, turn.now, lasts).token
    turn.ask("confirm_withdrawal", token=token)
    return [summary]


def confirm_withdrawal(turn: Turn, case: Case) -> Replies:
    """The customer said yes: withdraws the claim and tells what the ledger holds."""
    confirmation = confirmations.get(turn.session, turn.asked.get("token", ""))
    turn.ask_nothing()
    if confirmation is None:
        return [Say("confirmation_expired")]
    claim = claim_records.find(turn.session, confirmation.payload["reference"])
    try:
        outcome = withdraw_claim(turn.session, claim, confirmation, turn.now).outcome
    except StaleConfirmation:
        return [Say("confirmation_expired")]
    end_case(turn, case, "done")
    response = f"claim_{outcome}" if outcome == "withdrawn" else f"withdraw_{outcome}"
    return [Say(response, {"reference": claim.reference}), ANYTHING_ELSE]
