"""Opening, queueing and ending cases: one request is worked on at a time, the others wait their turn."""

from __future__ import annotations

from aftersales.records import cases
from aftersales.records.tables import Case
from aftersales.services.case_facts import note, note_heard
from aftersales.services.flow import Flow
from aftersales.services.flows import flow_asked_for, other_flows
from aftersales.services.heard import Heard
from aftersales.services.identify_order import IDENTITY, note_identifiers
from aftersales.services.reply import Replies, Say
from aftersales.services.turn import Turn


def open_request(turn: Turn, stem: str, heard: Heard) -> Replies:
    """Opens a case for a request, or queues it behind the one at hand; further requests in the message queue, too."""
    flow = flow_asked_for(stem, heard)
    current = turn.case
    if current is None:
        _leave_question(turn)
        case = _open(turn, flow, flow.problem_of(heard), "open")
        replies = note_identifiers(turn, heard)
        note_heard(turn, case, heard)
    elif current.flow == flow.stem or current.problem in flow.problems:
        _note_flow(turn, current, flow)
        note_heard(turn, current, heard)
        return note_identifiers(turn, heard)
    else:
        replies = [*_queue(turn, flow, flow.problem_of(heard))]
    for other, problem in other_flows(heard, flow):
        if current is None or other.stem != current.flow:
            replies += _queue(turn, other, problem)
    return replies


def _leave_question(turn: Turn) -> None:
    """A new request makes void what was asked without one, save for which order it is about."""
    if turn.asked.get("kind") != IDENTITY:
        turn.ask_nothing()


def replace_request(turn: Turn, stem: str, heard: Heard) -> Replies:
    """Drops the request being worked on for another one: "no, I would rather send it back"."""
    stop_current(turn)
    return open_request(turn, stem, heard)


def _open(turn: Turn, flow: Flow, problem: str | None, status: str) -> Case:
    case = cases.open_case(turn.session, turn.conversation.id, flow.stem, turn.now, problem, status)
    _note_flow(turn, case, flow)
    if flow.problems:
        note(turn, case, "reported_on", turn.today, "said")
    return case


def _note_flow(turn: Turn, case: Case, flow: Flow) -> None:
    """What comes true by choosing the flow, if the case is about the flow's usual problem."""
    if flow.problems and case.problem == flow.problems[0]:
        for fact, value in flow.facts.items():
            note(turn, case, fact, value, "said")


def _queue(turn: Turn, flow: Flow, problem: str | None) -> Replies:
    """A request that waits already is not queued twice."""
    if any(waiting.flow == flow.stem for waiting in cases.queued(turn.session, turn.conversation.id)):
        return []
    _open(turn, flow, problem, "queued")
    return [Say(f"queued_{flow.stem}")]


def take_next(turn: Turn) -> Replies:
    """Turns to the request that waits longest, if any."""
    waiting = cases.queued(turn.session, turn.conversation.id)
    if not waiting:
        return []
    waiting[0].status = "open"
    turn.session.flush()
    return [Say(f"next_{waiting[0].flow}")]


def end_case(turn: Turn, case: Case, status: str) -> None:
    """Ends the case: done, stopped or handed_over. The question on the table goes with it."""
    case.status = status
    if case.order_id is None:
        case.order_id = turn.conversation.order_id
    turn.ask_nothing()
    turn.session.flush()


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
    turn.session.flush()
