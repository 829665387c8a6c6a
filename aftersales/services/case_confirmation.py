"""Confirming a write: it is summed up, the customer says yes, it is carried out once, and the ledger is told from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from aftersales.errors import StaleConfirmation, UnitsTaken
from aftersales.policy.decision import Decision
from aftersales.policy.explain import day_in_words
from aftersales.records import cases, confirmations, orders
from aftersales.records.tables import Case, Claim, Confirmation, Operation
from aftersales.services import cancel_order, open_claim
from aftersales.services.case_decision import as_stored, decide_case, line_of
from aftersales.services.case_opening import end_case
from aftersales.services.claim_facts import facts_with_sources
from aftersales.services.reply import YES_OR_NO, Replies, Say
from aftersales.services.turn import Turn

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
    line = line_of(turn, case)
    values = {
        "product": line.name if line else decision.request.policy.vocabulary.placeholders["products"],
        "quantity": str(case.quantity or 1),
        "remedy": decision.request.policy.vocabulary.lists["remedies"].get(remedy or "", ""),
        "order_number": order.number,
    }
    return Say("confirm_open_claim" if remedy else "confirm_open_claim_shop_chooses", values, YES_OR_NO)


def confirm(turn: Turn, case: Case) -> Replies:
    """The customer said yes: carries the write out, and answers from what the ledger now holds.

    A yes that comes too late, or after something has changed, writes nothing: the case is decided and summed up anew.
    """
    confirmation = confirmations.get(turn.session, turn.asked.get("token", ""))
    turn.ask_nothing()
    if confirmation is None:
        return [Say("confirmation_expired")]
    try:
        return _carry_out(turn, case, confirmation)
    except StaleConfirmation:
        return [Say("confirmation_expired")]
    except UnitsTaken as taken:
        end_case(turn, case, "done")
        line = line_of(turn, case)
        values = {"product": line.name if line else "", "reference": ", ".join(taken.held_by)}
        return [Say("item_already_claimed", values)]


def _carry_out(turn: Turn, case: Case, confirmation: Confirmation) -> Replies:
    order = orders.lock(turn.session, turn.identified_order.id)
    policy = turn.policies[order.shop]
    decision = decide_case(turn, case, policy, order)
    if decision.status != "eligible" or as_stored(decision) != confirmation.payload["decision"]:
        raise StaleConfirmation("the decision is no longer the one shown", f"case {case.id}")
    if confirmation.operation == cancel_order.OPERATION:
        operation = cancel_order.cancel_order(turn.session, order, decision, confirmation, turn.now)
        end_case(turn, case, "done")
        return [tell_cancelled(operation)]
    line = line_of(turn, case) or order.lines[0]
    claim = open_claim.open_claim(
        turn.session, policy, order, line, case.quantity or line.quantity, case.flow, confirmation.payload["remedy"],
        decision, facts_with_sources(_facts(turn, case)), case.words or "", confirmation, turn.conversation.id,
        turn.today, turn.now,
    )  # fmt: skip
    end_case(turn, case, "done")
    return [tell_claim(turn, claim)]


def _facts(turn: Turn, case: Case) -> dict[str, Any]:
    return cases.latest_facts(turn.session, case)


def tell_cancelled(operation: Operation) -> Say:
    """What the ledger says about a cancellation."""
    refund = operation.result["refund"]
    values = {
        "order_number": operation.result["number"],
        "amount": refund["amount"] or "",
        "currency": refund["currency"] or "",
    }
    return Say("order_cancelled" if refund["amount"] else "order_cancelled_no_amount", values)


def tell_claim(turn: Turn, claim: Claim) -> Say:
    """What the ledger says about a claim just opened: number, RMA number or slip, what is needed, the last day."""
    policy = turn.policies[orders.get(turn.session, claim.order_id).shop]
    words = policy.vocabulary.lists
    needed = {
        kind: [words[kind][item.code] for item in claim.items if item.kind == kind] for kind in ("evidence", "packing")
    }
    ahead = [deadline for deadline in claim.deadlines if deadline.last_day >= turn.today]
    soonest = min(ahead, key=lambda deadline: deadline.last_day, default=None)
    values = {
        "reference": claim.reference,
        "authorisation": claim.authorisation or "",
        "authorisation_number": claim.authorisation_number or "",
        "evidence": tuple(needed["evidence"]),
        "packing": tuple(needed["packing"]),
        "last_day": day_in_words(soonest.last_day) if soonest else "",
    }
    return Say(f"claim_opened_{claim.authorisation}" if claim.authorisation_number else "claim_opened", values)


def decline(turn: Turn, case: Case) -> Replies:
    """The customer said no: nothing is written."""
    end_case(turn, case, "stopped")
    return [Say("nothing_done")]
