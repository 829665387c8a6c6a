"""A problem told beside something else (a greeting, a question on the policy) opens its request."""

from __future__ import annotations

from aftersales.services.ask_policy import asks_policy, topic_of
from aftersales.services.case.opening import open_request
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn
from aftersales.services.flows import flow_about


def open_told(turn: Turn, heard: Heard) -> Replies | None:
    """Opens the request for the problem that the message tells; None where none is told, or one is at hand already."""
    flow = next((flow for problem in heard.values_of("problem") if (flow := flow_about(problem))), None)
    return None if turn.case is not None or flow is None else open_request(turn, flow.stem, heard)


def asks_beyond_its_problem(turn: Turn, heard: Heard) -> bool:
    """Whether a question on the policy asks for more than the decision on the problem told will say anyway."""
    case = turn.case
    if case is None or not asks_policy(heard.intent):
        return False
    topic = turn.vocabulary.topics.get(topic_of(turn, heard.text, heard.intent))
    return topic is not None and case.problem not in topic.problems
