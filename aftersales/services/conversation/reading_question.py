"""Asking which of two readings of a message is meant."""

from __future__ import annotations

from dataclasses import replace

from aftersales.services.ask_policy import asks_policy
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import question_again
from aftersales.services.conversation.reply import Choice, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.identify_order import note_order_named
from aftersales.services.wording import words

READING = "reading"
RULES = "ask_policy"
"""What every topic of the policy is called when it is one of the two."""


def ask_which_reading(turn: Turn, heard: Heard) -> Replies:
    """Asks which of two readings is meant; nothing where the message is not close to two, or something is under way."""
    if not may_ask_which_reading(turn, heard):
        return []
    turn.ask(READING, heard=heard.to_json())
    first, second = (reading_name(intent) for intent in heard.between)
    named = {"first": words(f"reading_{first}"), "second": words(f"reading_{second}")}
    choices = tuple(Choice(response=f"choice_{name}") for name in (first, second))
    return [Say("ask_which_reading", named, choices)]


def may_ask_which_reading(turn: Turn, heard: Heard) -> bool:
    """Whether the message is close to two readings, and nothing is under way that it may belong to."""
    return len(heard.between) == 2 and turn.case is None and turn.asked.get("kind", "flow") == "flow"


def keep_which_reading(turn: Turn, heard: Heard) -> Replies:
    """The question once more to who names the order in between; half of its name goes with what was heard."""
    asked = turn.asked
    first = Heard.from_json(asked["heard"])
    numbers, emails = heard.order_numbers or first.order_numbers, heard.emails or first.emails
    first = replace(first, order_numbers=numbers, emails=emails)
    found = note_order_named(turn, first)
    turn.conversation.asked = {**asked, "heard": first.to_json()}
    return [*found, *question_again(turn)]


def reading_name(intent: str) -> str:
    """The name under which an intent's words and its choice are written."""
    return RULES if asks_policy(intent) else intent
