"""What is said to a message that neither answers, nor tells, nor asks for anything that can be done."""

from __future__ import annotations

from aftersales.records import conversations
from aftersales.services.ask_policy import ask_policy, topic_asked
from aftersales.services.case.feelings import COMPLAINT
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import ask_what_to_do, not_understood, offer_person, question_again
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.identify_order import names_another_number
from aftersales.understanding.interjection import is_interjection

PATIENCE = 2
"""How many messages in a row may go by without being understood before a person is offered."""


def answer_what_was_not_understood(turn: Turn, heard: Heard) -> Replies:
    """Answers a topic of the policy that the words name; else says so once, and the next time offers a person."""
    topic = topic_asked(turn, heard.text, "")
    if topic:
        return ask_policy(turn, topic, heard.shop)
    if is_interjection(heard.text):
        return question_again(turn) or ask_what_to_do(turn)
    if heard.intent != COMPLAINT and heard_too_little(turn):
        return offer_person(turn, "not_understood")
    again = question_again(turn) or ask_what_to_do(turn)
    return [_said_first(turn, heard, again), *again]


def heard_too_little(turn: Turn) -> bool:
    """Counts a message that was not understood; whether that makes it too many in a row."""
    return conversations.count_misunderstood(turn.session, turn.conversation) >= PATIENCE


def _said_first(turn: Turn, heard: Heard, again: Replies) -> Say:
    """What comes before the question and its choices; who only complains was understood well enough."""
    if heard.intent == COMPLAINT:
        return Say("sorry_for_trouble")
    if turn.case is None and names_another_number(heard):
        return Say("another_number")
    return Say("not_understood_day") if _asks_for_a_day(turn) else not_understood(again[-1])


def _asks_for_a_day(turn: Turn) -> bool:
    policy, fact = turn.policy, turn.asked.get("fact")
    return policy is not None and fact is not None and policy.vocabulary.facts[fact].type == "date"
