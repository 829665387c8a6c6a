"""All flows, found by their stem or by the problem they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from aftersales.services import (
    cancel_order,
    claim_status,
    claim_warranty,
    order_status,
    out_of_stock,
    refund_status,
    report_dead_on_arrival,
    report_wrong_item,
    return_item,
    withdraw_claim,
)
from aftersales.services.conversation.heard import Heard
from aftersales.services.flow import FAULTY, GOODS_BACK, SENT_WRONG, UNWANTED, Flow
from aftersales.understanding.wishes import wants_to_return

SURE_ENOUGH = 0.5
"""From which confidence on a message is taken at its intent, whatever problem it tells."""
OPPOSED = ((FAULTY, SENT_WRONG), (SENT_WRONG, FAULTY), (SENT_WRONG, ("ordered_wrong",)))
"""What is told as the one is not the other, however it was taken."""
SURE_AGAINST_WORDS = 0.8
"""The same where the message tells a problem in words, and none that the intent is about."""
SURE_WHATEVER_IS_TOLD = 0.97
"""From which confidence on such a message is taken at its intent without asking which of the two is meant."""
SURE_BY_ITSELF = 0.8
"""From which confidence on a message is taken at its intent where nothing that it tells speaks for any request."""

TELLING = ("problem", "cause", "dead_on_arrival")
"""Facts that tell what a request is about."""

FLOWS: dict[str, Flow] = {
    flow.stem: flow
    for flow in (
        cancel_order.FLOW,
        claim_warranty.FLOW,
        report_dead_on_arrival.FLOW,
        return_item.FLOW,
        report_wrong_item.FLOW,
        refund_status.FLOW,
        out_of_stock.FLOW,
        order_status.FLOW,
        claim_status.FLOW,
        withdraw_claim.FLOW,
    )
}


def flow_about(problem: str) -> Flow | None:
    """The flow that is first of all about this problem."""
    for flow in FLOWS.values():
        if flow.problems and flow.problems[0] == problem:
            return flow
    return next((flow for flow in FLOWS.values() if problem in flow.problems), None)


def flows_told(heard: Heard) -> list[Flow]:
    """The flows that are about the problems which the message tells, in the order said."""
    return [flow for problem in heard.values_of("problem") if (flow := flow_about(problem))]


def flow_asked_for(stem: str, heard: Heard) -> Flow:
    """The flow of this stem; but the problem told decides where it tells more than the guess at the request."""
    flow = FLOWS[stem]
    told = _telling_against(flow, heard)
    return (flow_about(told[0]) if told else None) or flow


def is_a_guess(heard: Heard) -> bool:
    """Whether the request may well be another one, and nothing told speaks for any ("my order is not okay")."""
    says_so = heard.intent == return_item.FLOW.stem and wants_to_return(heard.text)
    return heard.confidence < SURE_BY_ITSELF and not says_so and not any(heard.values_of(fact) for fact in TELLING)


def at_odds(stem: str, heard: Heard) -> tuple[str, ...]:
    """The request that a message was taken for and the one that its words tell, where neither is sure enough.

    A decision on the wrong one of the two would harm the customer, who is asked instead.
    """
    flow, told = FLOWS[stem], heard.values_of("problem")
    about_it = not flow.problems or set(told) & {*flow.problems} or flow_asked_for(stem, heard) is not flow
    other = flow_about(told[0]) if told and not about_it and heard.confidence < SURE_WHATEVER_IS_TOLD else None
    return (stem, other.stem) if other else ()


def _telling_against(flow: Flow, heard: Heard) -> tuple[str, ...]:
    """The problems told that speak for another flow than this one.

    A wish to return what is faulty, wrong or not refunded is about just that, and what was sent wrong is no fault nor
    the other way round, however surely the request was heard. Of several requests the one that the message begins
    with comes first.
    """
    told = heard.values_of("problem")
    if flow is return_item.FLOW:
        return tuple(problem for problem in told if problem in (*FAULTY, *SENT_WRONG, *refund_status.FLOW.problems))
    if told and any(flow.problems == one and set(told) <= {*other} for one, other in OPPOSED):
        return told
    if begins_with_another(flow, heard) or _wants_a_first_refund(flow, heard):
        return told
    if flow is withdraw_claim.FLOW and set(told) & {*cancel_order.FLOW.problems}:
        return cancel_order.FLOW.problems  # who says that it is an order withdraws no claim
    return () if heard.confidence >= _sure_against(flow, told) or set(told) & {*flow.problems} else told


def _sure_against(flow: Flow, told: Collection[str]) -> float:
    """From which confidence on the flow counts more than problems told that it is not about.

    A look-up decides nothing, and who cancels may well say why in the words of who sends something back.
    """
    says_why = flow is cancel_order.FLOW and set(told) <= {*UNWANTED}
    return SURE_AGAINST_WORDS if flow.problems and not says_why else SURE_ENOUGH


def _wants_a_first_refund(flow: Flow, heard: Heard) -> bool:
    """Whether a refund is wished for because of what is told, and not one that is on its way asked about."""
    told = heard.values_of("problem")
    asked_before = "refund_late" in told or "sent_back_on" in heard.dates or "arrived_back_on" in heard.dates
    return flow is refund_status.FLOW and "refund" in heard.values_of("wants") and bool(told) and not asked_before


def wishes_for_a_refund(stem: str, heard: Heard) -> bool:
    """Whether a refund is only wished for, and no word tells that one is on its way: "refund please"."""
    tells = heard.values_of("problem") or "sent_back_on" in heard.dates or "arrived_back_on" in heard.dates
    return stem == refund_status.FLOW.stem and "refund" in heard.values_of("wants") and not tells


def begins_with_another(flow: Flow, heard: Heard) -> bool:
    """Whether the message begins with another request than the flow's, one that goods need not go back for."""
    first = next((fact for fact in heard.facts if fact.fact == "problem"), None)
    if first is None or not flow.problems or first.value in (*flow.problems, *GOODS_BACK):
        return False
    return first.at == 0 and len(first.quote) < len(heard.text)


def other_flows(heard: Heard, chosen: Flow, stem: str = "") -> Iterator[tuple[Flow, str]]:
    """Further requests in the same message: problems told that the chosen flow is not about, nor made for.

    The request that the message was taken for, its stem, is one of them where its first words asked for another.
    """
    seen = {chosen.stem}
    if stem and stem != chosen.stem and begins_with_another(FLOWS[stem], heard):
        seen.add(stem)
        yield FLOWS[stem], FLOWS[stem].problem_of(heard) or ""
    for problem in heard.values_of("problem"):
        flow = flow_about(problem)
        if flow and problem not in (*chosen.problems, *chosen.reasons) and flow.stem not in seen:
            seen.add(flow.stem)
            yield flow, problem
