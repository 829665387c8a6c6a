"""The answer to which of two readings of a message is meant picks one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aftersales.services.ask_policy import ask_policy, asks_policy, topic_of
from aftersales.services.case.fact_answers import NotUnderstood
from aftersales.services.case.facts import GUESS, note
from aftersales.services.case.opening import open_request
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import ask_what_to_do
from aftersales.services.conversation.reading_question import reading_name
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn
from aftersales.services.flows import FLOWS, flows_told
from aftersales.services.hand_off import hand_over
from aftersales.services.wording import words
from aftersales.understanding.places import place_named
from aftersales.understanding.yes_no import Assent, read_assent


def read_reading(turn: Turn, heard: Heard) -> Replies:
    """Goes on with the reading that the customer picks, as though it had been understood at once.

    What the answer tells besides counts, too, and more than what was heard before.
    """
    asked = Heard.from_json(turn.asked["heard"])
    picked = None if heard.text == asked.text else _picked(asked.between, heard)
    if picked is None and (heard.intent == "deny" or read_assent(heard.text) is Assent.NO):
        return ask_what_to_do(turn)
    if picked is None:
        raise NotUnderstood
    turn.ask_nothing()
    if picked == "hand_off":
        return hand_over(turn, "asked_for")
    if asks_policy(picked):
        return ask_policy(turn, topic_of(turn, asked.text, picked), asked.shop)
    newly = {fact.fact for fact in heard.facts}
    facts = (*heard.facts, *(fact for fact in asked.facts if fact.fact not in newly))
    opened = open_request(turn, picked, replace(asked, intent=picked, confidence=1.0, facts=facts))
    if turn.case is not None and FLOWS[turn.case.flow].mistaken_for and "problem" not in {fact.fact for fact in facts}:
        note(turn, turn.case, GUESS, turn.case.problem, "said", asked.text)  # which of the two, but not why
    return opened


def _picked(between: Sequence[str], heard: Heard) -> str | None:
    """The reading that the answer names: by its button's words, its place, its intent or the problem it tells."""
    said = heard.text.strip().rstrip(".!").lower()
    flows = [flow.stem for flow in flows_told(heard)]
    matching = [
        intent
        for place, intent in enumerate(between)
        if said == words(f"choice_{reading_name(intent)}").lower()
        or reading_name(heard.intent) == reading_name(intent)
        or intent in flows
        or place == place_named(heard.text, len(between))
    ]
    return matching[0] if len(matching) == 1 else None
