"""Opening, queueing and ending cases: one request is worked on at a time, the others wait their turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aftersales.policy.facts import PROBLEM
from aftersales.records import cases
from aftersales.records.tables import Case, OrderLine
from aftersales.services.case.facts import GUESS, REASONS, note, note_heard, queue_copy
from aftersales.services.case.other_orders import UNNAMED, note_order_told, other_order
from aftersales.services.case.possible_readings import possible_readings
from aftersales.services.case.reports import report_of, reports_in, tells_a_fault
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import ask_what_to_do, not_understood
from aftersales.services.conversation.reading_question import ask_which_reading, may_ask_which_reading
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.flow import UNWANTED, Flow
from aftersales.services.flows import (
    FLOWS,
    SURE_BY_ITSELF,
    at_odds,
    flow_about,
    flow_asked_for,
    is_a_guess,
    other_flows,
    wishes_for_a_refund,
)
from aftersales.services.identify_order import IDENTITY, forget_order, note_identifiers, note_order_named
from aftersales.understanding.wishes import cancels_or_returns, wants_to_return_the_other

RETURN = "return_item"
CANCEL_OR_RETURN = ("cancel_order", RETURN)
PICKED = 1.0
"""The confidence in a request that the customer has picked or named when asked."""


def open_request(turn: Turn, stem: str, heard: Heard) -> Replies:
    """Opens a case for a request, or queues it behind the one at hand; further requests in the message queue, too.

    A mere guess, with nothing in the words to bear it out, opens nothing, nor does one that the words speak against:
    what is wanted is asked.
    """
    flow = flow_asked_for(stem, heard)
    current = turn.case
    if current is None and is_a_guess(heard):
        return _open_a_guess(turn, stem, heard)
    if current is None and (asked := _ask_which(turn, replace(heard, between=_torn(stem, heard)))):
        return asked
    if current is None:
        _leave_question(turn)
        told = report_of(heard, flow.problems)
        case = _open(turn, flow, flow.problem_of(told), "open", told)
        case.quantity = _pieces(flow, heard)
        replies = note_identifiers(turn, _naming_its_order(heard, told))
        note_heard(turn, case, told)
        _note_reasons(turn, case, flow, heard)
    elif current.flow == flow.stem or current.problem in flow.problems:
        note_heard(turn, current, heard)
        return note_identifiers(turn, heard)
    else:
        told = report_of(heard, flow.problems)
        replies = [*_queue(turn, flow, flow.problem_of(told), told)]
    queued: Replies = []
    for other, problem in other_flows(heard, flow, stem):
        if current is None or other.stem != current.flow:
            queued += _queue(turn, other, problem, report_of(heard, (problem,)))
    if flow.stem != RETURN and wants_to_return_the_other(heard.text):
        queued += _queue(turn, FLOWS[RETURN], UNWANTED[0], Heard(heard.text))
    return [*queued, *replies] if turn.asked.get("asked_which") else [*replies, *queued]


def _ask_which(turn: Turn, heard: Heard) -> Replies:
    """The question which of two readings is meant, once the order that the message names whole is looked up."""
    if not may_ask_which_reading(turn, heard):
        return []
    found = note_order_named(turn, heard)
    return [*found, *ask_which_reading(turn, heard)]


def _torn(stem: str, heard: Heard) -> tuple[str, ...]:
    """Two requests of which the message may mean either: one that it was taken for and one told, or both in words."""
    both_named = stem in CANCEL_OR_RETURN and heard.confidence < PICKED and cancels_or_returns(heard.text)
    if wishes_for_a_refund(stem, heard) and heard.confidence < PICKED:
        return (RETURN, stem)
    return CANCEL_OR_RETURN if both_named else at_odds(stem, heard)


def _open_a_guess(turn: Turn, stem: str, heard: Heard) -> Replies:
    """Asks what is wanted, and opens the request only where nothing else can be meant with the order that is named."""
    found = note_order_named(turn, heard)
    if turn.asked.get("kind") == IDENTITY:
        return found
    left = possible_readings(turn, heard.between)
    if len(left) == 1 and left[0] in FLOWS:
        return [*found, *open_request(turn, left[0], replace(heard, confidence=SURE_BY_ITSELF, between=()))]
    return [*found, *_ask_instead(turn, replace(heard, between=left))]


def _ask_instead(turn: Turn, heard: Heard) -> Replies:
    """Asks which of the likeliest two is wanted, or what; an order that is only half named is asked for before that."""
    if asked := ask_which_reading(turn, heard):
        return asked
    found = note_identifiers(turn, heard)
    if turn.asked.get("kind") == IDENTITY:
        return found
    asked = ask_what_to_do(turn)
    return [*found, not_understood(asked[-1]), *asked]


def _naming_its_order(heard: Heard, told: Heard) -> Heard:
    """The message with the one order that the part about the request names, where the other parts name others."""
    own = set(told.order_numbers)
    return replace(heard, order_numbers=told.order_numbers) if len(own) == 1 else heard


def _leave_question(turn: Turn) -> None:
    """A new request makes void what was asked without one, save for which order it is about."""
    if turn.asked.get("kind") != IDENTITY:
        before = turn.asked.get("before") or {}
        turn.conversation.asked = before if before.get("kind") == IDENTITY else None


def replace_request(turn: Turn, stem: str, heard: Heard) -> Replies:
    """Drops the request being worked on for another one: "no, I would rather send it back"."""
    stop_current(turn)
    return open_request(turn, stem, heard)


def _open(turn: Turn, flow: Flow, problem: str | None, status: str, told: Heard) -> Case:
    """A case with what opens it: its problem in the customer's own words, and the day it was told."""
    case = cases.open_case(turn.session, turn.conversation.id, flow.stem, turn.now, problem, status)
    if flow.problems:
        note(turn, case, PROBLEM, problem, "said", told.text)
        is_told = problem in told.values_of(PROBLEM) or tells_a_fault(turn, told, problem)
        if not (is_told or told.confidence >= PICKED or len(flow.problems) == 1):
            note(turn, case, GUESS, problem, "said", told.text)
        note(turn, case, "reported_on", turn.today, "said")
    return case


def _pieces(flow: Flow, heard: Heard) -> int | None:
    """How many pieces the message speaks of, where the flow is about pieces and one number is told."""
    told = {pieces for pieces in heard.quantities if pieces > 0}
    return told.pop() if flow.needs_item and len(told) == 1 else None


def _queue(turn: Turn, flow: Flow, problem: str | None, told: Heard) -> Replies:
    """A request that waits already is not queued twice."""
    if any(waiting.flow == flow.stem for waiting in cases.queued(turn.session, turn.conversation.id)):
        return []
    case = _open(turn, flow, problem, "queued", told)
    note_heard(turn, case, told)
    note_order_told(turn, case, told)
    return [Say(f"queued_{flow.stem}")]


def _note_reasons(turn: Turn, case: Case, flow: Flow, heard: Heard) -> None:
    """Keeps the other problems that the flow takes for its own story, until it shows whose they are.

    A flow about an item waits for the item; one that only looks something up, for what it finds.
    """
    if flow.problems and not flow.needs_item:
        return
    reasons = [
        [report.problem, report.heard.text]
        for report in reports_in(heard)
        if report.problem != case.problem and report.problem in (*flow.problems, *flow.reasons)
    ]
    if reasons:
        note(turn, case, REASONS, reasons, "said", heard.text)


def take_reasons_apart(turn: Turn, case: Case, line_of: Callable[[str], OrderLine | None]) -> Replies:
    """Queues what was told along with the case and turns out, by `line_of`, to be about another item of the order."""
    kept = cases.latest_facts(turn.session, case).get(REASONS)
    if kept is None:
        return []
    note(turn, case, REASONS, None, "said")
    replies: Replies = []
    for problem, words in kept.value:
        line, flow = line_of(words), flow_about(problem)
        if flow is not None and line is not None and line.id != case.line_id:
            queued = _open(turn, flow, problem, "queued", Heard(words))
            queued.line_id = line.id
            replies.append(Say(f"queued_{flow.stem}"))
    return replies


def queue_reasons(turn: Turn, case: Case) -> Replies:
    """Queues what was told along with a look-up that found nothing: then it is told for the first time."""
    kept = cases.latest_facts(turn.session, case).get(REASONS)
    replies: Replies = []
    for problem, words in (kept.value if kept else None) or ():
        flow = flow_about(problem)
        if flow is not None:
            replies += _queue(turn, flow, problem, Heard(words))
    return replies


def queue_like(turn: Turn, case: Case, line: OrderLine) -> None:
    """Queues the same request for another item of the order, with all that has been told so far."""
    queue_copy(turn, case).line_id = line.id


def take_next(turn: Turn) -> Replies:
    """Turns to the request that waits longest, if any; those about other orders come last."""
    waiting = cases.queued(turn.session, turn.conversation.id)
    numbers = {case.id: other_order(turn, case) for case in waiting}
    if not waiting:
        return []
    following = min(waiting, key=lambda case: (numbers[case.id] is not None, case.id))
    following.status = "open"
    number = numbers[following.id]
    if number == UNNAMED:
        forget_order(turn)
    return _turn_to_order(turn, following, number) if number else [Say(f"next_{following.flow}")]


def _turn_to_order(turn: Turn, case: Case, number: str) -> Replies:
    """Looks another order up as any other, with the e-mail that was proven; what was said of the last one is its own.

    Where it is not found, number and e-mail are asked for.
    """
    case.opened_at = turn.now
    found = note_identifiers(turn, Heard(number, order_numbers=(number,)))
    told = [reply for reply in found if not (isinstance(reply, Say) and reply.response == "order_found")]
    return [Say("next_order", {"order_number": number}), *told]


def end_case(turn: Turn, case: Case, status: str) -> None:
    """Ends the case: done, stopped or handed_over. The question on the table goes with it."""
    case.status = status
    if case.order_id is None:
        case.order_id = turn.conversation.order_id
    turn.ask_nothing()


def stop_current(turn: Turn) -> None:
    """Stops the request being worked on; nothing of it is carried out."""
    case = turn.case
    if case is not None:
        end_case(turn, case, "stopped")


def start_over(turn: Turn) -> None:
    """Stops everything, and forgets which order the conversation was about."""
    stop_current(turn)
    for waiting in cases.queued(turn.session, turn.conversation.id):
        waiting.status = "stopped"
    turn.conversation.order_id = None
    turn.conversation.misunderstood = 0
    turn.ask_nothing()
