"""Handing a conversation to a person, with a summary that spares the customer from telling it all again."""

from __future__ import annotations

from typing import Any

from aftersales.records import audit, handoffs, transcript
from aftersales.records.tables import Case
from aftersales.services.case.decision import as_stored, decide_case, line_of
from aftersales.services.case.facts import facts_of, told
from aftersales.services.case.opening import end_case
from aftersales.services.chat.opening_hours import answers_from
from aftersales.services.claims.facts import facts_with_sources
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.news.conversations import handover_reference, handover_requested

PARTS_OF_DECISION = ("status", "clauses", "unsettled", "remedies", "postage", "policy_version")


def hand_over(turn: Turn, reason: str) -> Replies:
    """Puts the conversation in the queue for a person, once; asking again brings the summary up to date.

    `reason` is a code: asked_for, policy_silent, policy_discretion, policy_conflict, fact_unknown, not_understood,
    not_identified, offer, objection.
    """
    case = turn.case
    waited = handoffs.live(turn.session, turn.conversation.id) is not None
    summary, before = summarise(turn, case), _where_it_was(turn, case)
    handoff = handoffs.hand_over(turn.session, turn.conversation.id, reason, summary, turn.now, before)
    audit.record(
        turn.session, "assistant", "hand_over", f"conversation:{turn.conversation.id}", turn.now, {"reason": reason}
    )
    handover_requested(turn.session, handoff, turn.now)
    if case is not None:
        end_case(turn, case, "handed_over")
    turn.ask_nothing()
    turn.conversation.misunderstood = 0
    reference = {"reference": handover_reference(handoff)}
    return [Say("handed_over_again" if waited else "handed_over", reference), *_when_answered(turn)]


def _when_answered(turn: Turn) -> Replies:
    """From when on somebody answers, where nobody is there now."""
    opens = answers_from(turn.settings.policies, turn.conversation.shop, turn.now)
    if opens is None:
        return []
    days = (opens.date() - turn.now.astimezone(opens.tzinfo).date()).days
    response = {0: "colleagues_back_today", 1: "colleagues_back_tomorrow"}.get(days, "colleagues_back_on")
    city = str(opens.tzinfo).rpartition("/")[2].replace("_", " ")
    day = f"{opens:%A}, {opens.day} {opens:%B}"
    return [Say(response, {"day": day, "time": f"{opens:%H:%M}", "zone": city})]


def tell_who_answers(turn: Turn) -> Replies:
    """What the assistant says to a message that reaches it although a person has the conversation."""
    handoff = handoffs.live(turn.session, turn.conversation.id)
    if handoff is None:
        return []
    handoff.summary = {**handoff.summary, "said": _said_by_customer(turn)}
    return [Say("handed_over_again", {"reference": handover_reference(handoff)})]


def _where_it_was(turn: Turn, case: Case | None) -> dict[str, Any]:
    """The question on the table and the request it belongs to, for when the conversation is given back."""
    is_open = turn.asked.get("kind") not in (None, "person_offer")
    request = {"id": case.id, "status": case.status} if case is not None else None
    return {"asked": turn.conversation.asked if is_open else None, "case": request if is_open else None}


def summarise(turn: Turn, case: Case | None) -> dict[str, Any]:
    """What an agent needs: who, which order, what was said, the facts and their sources, the decision, what is open."""
    order = turn.order
    summary: dict[str, Any] = {
        "shop": turn.conversation.shop,
        "customer": {"name": order.name, "email": order.email, "phone": order.phone} if order else None,
        "order": {"number": order.number, "status": order.status} if order else None,
        "said": _said_by_customer(turn),
    }
    if case is not None:
        summary["request"] = _request(turn, case)
        summary["decision"] = _decision(turn, case)
    return summary


def _decision(turn: Turn, case: Case) -> dict[str, Any] | None:
    """The case as the policy decides it now, and what it leaves open; None before the order is known."""
    order = turn.order
    if order is None or not case.problem:
        return None
    decided = as_stored(decide_case(turn, case, turn.policies[order.shop], order))
    return {part: decided[part] for part in PARTS_OF_DECISION}


def _said_by_customer(turn: Turn) -> list[str]:
    lines = transcript.read(turn.session, turn.conversation.id)
    return [line.text for line in lines if line.author == "customer"]


def _request(turn: Turn, case: Case) -> dict[str, Any]:
    line = line_of(turn, case)
    return {
        "flow": case.flow,
        "problem": told(turn, case).get("problem"),
        "item": {"sku": line.sku, "name": line.name, "quantity": case.quantity} if line else None,
        "facts": facts_with_sources(facts_of(turn, case)),
    }
