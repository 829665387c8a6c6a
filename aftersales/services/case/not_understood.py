"""What is said to a message that neither answers, nor tells, nor asks for anything that can be done."""

from __future__ import annotations

from aftersales.records import conversations
from aftersales.services.ask_policy import ask_policy, topic_asked
from aftersales.services.case.feelings import COMPLAINT
from aftersales.services.case.items import line_in_passing
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import ask_what_to_do, not_understood, offer_person, question_again
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.flows import SURE_BY_ITSELF
from aftersales.services.identify_order import names_another_number
from aftersales.understanding.interjection import is_interjection

OUT_OF_SCOPE = "out_of_scope"
"""The intent of who wants something that no request here is about."""
PATIENCE = 2
"""How many messages in a row may go by without being understood before a person is offered."""


def answer_what_was_not_understood(turn: Turn, heard: Heard) -> Replies:
    """Answers a topic of the policy that the words name; else says so once, and the next time offers a person."""
    topic = topic_asked(turn, heard.text, "")
    if topic:
        return ask_policy(turn, topic, heard.shop)
    if _waits_for_a_wish(turn) and item_named(turn, heard):
        return ask_for_the_wish(turn, heard)
    if is_interjection(heard.text):
        return question_again(turn) or ask_what_to_do(turn)
    if heard.intent != COMPLAINT and heard_too_little(turn):
        return offer_person(turn, "not_understood")
    again = question_again(turn) or ask_what_to_do(turn)
    return [_said_first(turn, heard, again), *again]


def ask_for_the_wish(turn: Turn, heard: Heard) -> Replies:
    """Asks what to do: with the item that the message names, or once it is said that something else cannot be done."""
    asked = ask_what_to_do(turn, item_named(turn, heard))
    return [Say("out_of_scope"), *asked] if _is_beyond(turn, heard) else asked


def _waits_for_a_wish(turn: Turn) -> bool:
    return turn.case is None and turn.asked.get("kind", "flow") == "flow"


def _is_beyond(turn: Turn, heard: Heard) -> bool:
    """Whether the message surely wants what no request here is about."""
    is_sure = heard.intent == OUT_OF_SCOPE and heard.confidence >= SURE_BY_ITSELF
    return is_sure and turn.case is None and not item_named(turn, heard)


def item_named(turn: Turn, heard: Heard) -> str:
    """The name of the order's item that the message names; "" without."""
    line = line_in_passing(turn.order, heard.text) if turn.order else None
    return line.name if line else ""


def heard_too_little(turn: Turn) -> bool:
    """Counts a message that was not understood; whether that makes it too many in a row."""
    return conversations.count_misunderstood(turn.session, turn.conversation) >= PATIENCE


def _said_first(turn: Turn, heard: Heard, again: Replies) -> Say:
    """What comes before the question and its choices; who only complains was understood well enough."""
    if heard.intent == COMPLAINT:
        return Say("sorry_for_trouble")
    if turn.case is None and names_another_number(heard):
        return Say("another_number")
    if _is_beyond(turn, heard):
        return Say("out_of_scope")
    return Say("not_understood_day") if _asks_for_a_day(turn) else not_understood(again[-1])


def _asks_for_a_day(turn: Turn) -> bool:
    policy, fact = turn.policy, turn.asked.get("fact")
    return policy is not None and fact is not None and policy.vocabulary.facts[fact].type == "date"
