"""A request that is taken back in the message that tells it: it is not opened, and what is said after it counts."""

from __future__ import annotations

from dataclasses import replace

from aftersales.policy.facts import PROBLEM
from aftersales.services import order_status
from aftersales.services.case.answers import WHERE_IT_IS
from aftersales.services.case.opening import PICKED, open_request
from aftersales.services.case.steps import go_on
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import ask_what_to_do
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.flows import FLOWS, flows_told
from aftersales.services.identify_order import note_order_named
from aftersales.understanding.second_thoughts import after_second_thought


def answer_what_is_left(turn: Turn, heard: Heard) -> Replies:
    """The answer to what a message asks after it has called its own request off; nothing for any other message."""
    left = after_second_thought(heard.text)
    if left is None or turn.case is not None or not (heard.intent in FLOWS or heard.values_of(PROBLEM)):
        return []
    begins = heard.text.rfind(left) if left else len(heard.text)
    told = replace(heard, facts=tuple(fact for fact in heard.facts if fact.at >= begins), between=())
    stem = next((flow.stem for flow in flows_told(told)), None)
    if WHERE_IT_IS.search(left):
        stem = order_status.FLOW.stem
    if stem is None:
        return [*note_order_named(turn, heard), Say("nothing_done"), *ask_what_to_do(turn)]
    return [*open_request(turn, stem, replace(told, intent=stem, confidence=PICKED)), *go_on(turn)]
