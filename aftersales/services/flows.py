"""All flows, found by their stem or by the problem they are about."""

from __future__ import annotations

from collections.abc import Iterator

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
from aftersales.services.flow import FAULTY, SENT_WRONG, Flow
from aftersales.services.heard import Heard

SURE_ENOUGH = 0.5
"""From which confidence on a message is taken at its intent, whatever problem it tells."""

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


def flow_asked_for(stem: str, heard: Heard) -> Flow:
    """The flow of this stem; but the problem told decides over a mere guess at the request.

    A wish to return what is told to be faulty or wrong is about just that, however surely it was heard.
    """
    flow = FLOWS[stem]
    told = heard.values_of("problem")
    if flow is return_item.FLOW:
        told = tuple(problem for problem in told if problem in (*FAULTY, *SENT_WRONG))
    elif heard.confidence >= SURE_ENOUGH or set(told) & {*flow.problems, *flow.reasons}:
        return flow
    return (flow_about(told[0]) if told else None) or flow


def other_flows(heard: Heard, chosen: Flow) -> Iterator[tuple[Flow, str]]:
    """Further requests in the same message: problems told that the chosen flow is not about, nor made for."""
    seen = {chosen.stem}
    for problem in heard.values_of("problem"):
        flow = flow_about(problem)
        if flow and problem not in (*chosen.problems, *chosen.reasons) and flow.stem not in seen:
            seen.add(flow.stem)
            yield flow, problem
