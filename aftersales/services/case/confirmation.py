"""Confirming a write: it is summed up, the customer says yes, it is carried out once, and the ledger is told from."""

from __future__ import annotations

from datetime import timedelta

from aftersales.errors import StaleConfirmation, UnitsTaken
from aftersales.policy.decision import WISH, Decision
from aftersales.records import claims as claim_records
from aftersales.records import confirmations, operations, orders
from aftersales.records.tables import Case, Claim, Confirmation, Operation, OrderLine
from aftersales.services import cancel_order
from aftersales.services.case.decision import as_stored, decide_case, line_of
from aftersales.services.case.facts import facts_of
from aftersales.services.case.opening import end_case
from aftersales.services.claim_status import deadline_in_words, status_of
from aftersales.services.claims import open_claim
from aftersales.services.claims.address import page_address
from aftersales.services.claims.facts import facts_with_sources
from aftersales.services.conversation.reply import ANYTHING_ELSE, YES_OR_NO, Replies, Say
from aftersales.services.conversation.turn import Turn

CANCELLATION = "cancellation"


def ask_to_confirm(turn: Turn, case: Case, decision: Decision, remedy: str | None) -> Replies:
    """Sums the write up and makes the single-use token that a yes will spend."""
    order = turn.identified_order
    summary = _summary(turn, case, decision, remedy)
    operation = cancel_order.OPERATION if remedy == CANCELLATION else "open_claim"
    payload = {"version": order.version, "remedy": remedy, "decision": as_stored(decision)}
    lasts = timedelta(minutes=turn.settings.confirmation_minutes)
    shown = f"{summary.response} {dict(summary.values)}"
    token = confirmations.prepare(turn.session, case, operation, payload, shown, turn.now, lasts).token
    turn.ask("confirm", token=token)
    return [summary]


def _summary(turn: Turn, case: Case, decision: Decision, remedy: str | None) -> Say:
    order = turn.identified_order
    refund = decision.refund
    if remedy == CANCELLATION:
        values = {"order_number": order.number, "amount": str(refund.amount), "currency": order.currency}
        return Say(
            "confirm_cancel_order" if refund.amount is not None else "confirm_cancel_order_no_amount", values, YES_OR_NO
        )
    values = {
        "product": _claimed_line(turn, case).name,
        "quantity": str(_claimed_quantity(turn, case)),
        "remedy": decision.request.policy.vocabulary.lists["remedies"].get(remedy or "", ""),
        "order_number": order.number,
    }
    return Say(_response(decision, remedy, values), values, YES_OR_NO)


def _response(decision: Decision, remedy: str | None, values: dict[str, str]) -> str:
    """Who decides on the remedy is said in the summary; a wish told before goes along with the claim."""
    if remedy is not None:
        return "confirm_open_claim"
    wish = decision.request.policy.vocabulary.lists["remedies"].get(str(decision.request.case.values.get(WISH)))
    if wish is not None:
        values["remedy"] = wish
        return "confirm_open_claim_with_wish"
    shop_chooses = decision.value("remedy_chosen_by") == "shop"
    return "confirm_open_claim_shop_chooses" if shop_chooses else "confirm_open_claim_choice_open"


def confirm(turn: Turn, case: Case) -> Replies:
    """The customer said yes: carries the write out, and answers from what the ledger now holds.

    A yes to what was done already gets the same answer. One that comes too late, or after something has changed,
    writes nothing: the case is decided and summed up anew.
    """
    confirmation = confirmations.get(turn.session, turn.asked.get("token", ""))
    turn.ask_nothing()
    if confirmation is None:
        return [Say("confirmation_expired")]
    done = operations.done_on(turn.session, confirmation.token)
    if done is not None:
        return [tell_done(turn, done), ANYTHING_ELSE]
    try:
        return _carry_out(turn, case, confirmation)
    except StaleConfirmation:
        return [Say("confirmation_expired")]
    except UnitsTaken as taken:
        end_case(turn, case, "done")
        line = line_of(turn, case)
        return [
            Say("item_already_claimed", {"product": line.name if line else "", "reference": ", ".join(taken.held_by)})
        ]


def done_before(turn: Turn) -> Replies:
    """What the last yes in this conversation did, for a customer who says yes once more; nothing if it did nothing."""
    confirmation = confirmations.last_used(turn.session, turn.conversation.id)
    done = operations.done_on(turn.session, confirmation.token) if confirmation else None
    return [] if done is None else [tell_done(turn, done), ANYTHING_ELSE]


def _carry_out(turn: Turn, case: Case, confirmation: Confirmation) -> Replies:
    order = orders.lock(turn.session, turn.identified_order.id)
    policy = turn.policies[order.shop]
    decision = decide_case(turn, case, policy, order)
    if decision.status != "eligible" or as_stored(decision) != confirmation.payload["decision"]:
        raise StaleConfirmation("the decision is no longer the one shown", f"case {case.id}")
    if confirmation.operation == cancel_order.OPERATION:
        operation = cancel_order.cancel_order(turn.session, order, decision, confirmation, turn.now)
        end_case(turn, case, "done")
        return [tell_done(turn, operation), ANYTHING_ELSE]
    claim = open_claim.open_claim(
        turn.session, policy, order, _claimed_line(turn, case), _claimed_quantity(turn, case), case.flow,
        confirmation.payload["remedy"], decision, facts_with_sources(facts_of(turn, case)),
        case.words or "", confirmation, turn.conversation.id, turn.today, turn.now,
    )  # fmt: skip
    end_case(turn, case, "done")
    return [tell_claim(turn, claim), ANYTHING_ELSE]


def _claimed_line(turn: Turn, case: Case) -> OrderLine:
    return line_of(turn, case) or turn.identified_order.lines[0]


def _claimed_quantity(turn: Turn, case: Case) -> int:
    return case.quantity or _claimed_line(turn, case).quantity


def tell_done(turn: Turn, operation: Operation) -> Say:
    """What the ledger says about a write that was carried out."""
    if operation.kind == "withdraw_claim":
        return Say("claim_withdrawn", {"reference": operation.result["reference"]})
    if operation.claim_id is not None:
        return tell_claim(turn, claim_records.find(turn.session, operation.result["reference"]))
    refund = operation.result["refund"]
    amount = {"amount": refund["amount"] or "", "currency": refund["currency"] or ""}
    response = "order_cancelled" if refund["amount"] else "order_cancelled_no_amount"
    return Say(response, {"order_number": operation.result["number"], **amount})


def tell_claim(turn: Turn, claim: Claim) -> Say:
    """What the ledger says about a claim just opened: its numbers, its page, and the day to keep."""
    policy = turn.policies[turn.identified_order.shop]
    deadline = status_of(turn.session, policy, claim).next_deadline
    response = f"claim_opened_{claim.authorisation}" if claim.authorisation_number else "claim_opened"
    number, page = claim.authorisation_number or "", page_address(turn, claim)
    values = {"reference": claim.reference, "authorisation_number": number, "page": page}
    if deadline is None:
        return Say(response, values)
    return Say(f"{response}_until", {**values, **deadline_in_words(policy, deadline)})


def decline(turn: Turn, case: Case) -> Replies:
    """The customer said no: nothing is written."""
    end_case(turn, case, "stopped")
    return [Say("nothing_done"), ANYTHING_ELSE]
