"""What the customer gets, asked before it can be told: the question on the table comes first."""

from __future__ import annotations

from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import question_again
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.understanding.outcome import asks_for_outcome

BEFORE_A_DECISION = ("identity", "shop", "line", "quantity", "which_problem", "fact", "facts", "which_fact")
"""Kinds of questions whose answers decide what the customer gets."""


def tell_after_this(turn: Turn, heard: Heard) -> Replies:
    """That it depends on the question on the table, which follows; nothing for another message or without one."""
    tells = heard.facts or heard.order_numbers or heard.emails
    if turn.asked.get("kind") not in BEFORE_A_DECISION or tells or not asks_for_outcome(heard.text):
        return []
    again = question_again(turn)
    return [Say("told_after_this"), *again] if again else []
