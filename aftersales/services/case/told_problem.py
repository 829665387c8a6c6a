"""A problem told beside something else (a greeting, a question on the policy) opens its request."""

from __future__ import annotations

from aftersales.services.ask_policy import asks_policy, topic_of
from aftersales.services.case.opening import RETURN, open_request
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn
from aftersales.services.flows import FLOWS, flows_told
from aftersales.understanding.wishes import wants_to_return


def open_told(turn: Turn, heard: Heard) -> Replies | None:
    """Opens the request for the problem or the return that the message tells; None without, or with one at hand."""
    flow = next(iter(flows_told(heard)), None)
    if flow is None and wants_to_return(heard.text):
        flow = FLOWS[RETURN]
    return None if turn.case is not None or flow is None else open_request(turn, flow.stem, heard)


def asks_beyond_its_problem(turn: Turn, heard: Heard) -> bool:
    """Whether a question on the policy asks for more than the decision on the problem told will say anyway."""
    case = turn.case
    if case is None or not asks_policy(heard.intent):
        return False
    topic = turn.vocabulary.topics.get(topic_of(turn, heard.text, heard.intent))
    return topic is not None and case.problem not in topic.problems
