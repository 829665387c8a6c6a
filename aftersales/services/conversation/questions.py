"""Questions that do not belong to one flow, and the question on the table once more."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import YES_OR_NO, Choice, Replies, Reply, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.wording import button, either, words

OFFER = "person_offer"
OPEN_QUESTIONS = ("ask_fact", "ask_what_to_do", "ask_what_about_item")
"""Questions that have choices but do not name them."""
REQUESTS = ("cancel_order", "return_item", "claim_warranty", "report_dead_on_arrival", "report_wrong_item", "hand_off")


def question_again(turn: Turn) -> Replies:
    """The question on the table, in the words it was asked in; nothing where there is none."""
    said = turn.asked.get("said")
    if not said:
        return []
    choices = tuple(Choice(*choice) for choice in said["choices"])
    return [Say(said["response"], said["values"], choices)]


def ask_among(response: str, options: Sequence[str]) -> Say:
    """A question with its choices; the text names them as well, for channels without buttons."""
    return Say(response, {"choices": either(options)}, tuple(Choice(option) for option in options))


def keep_question(turn: Turn, replies: Replies) -> None:
    """Remembers how the question on the table was asked, so that it can be asked again after a digression."""
    last = replies[-1] if replies else None
    if not turn.asked or not isinstance(last, Say):
        return
    choices = [(choice.says, choice.response) for choice in last.choices]
    said = {"response": last.response, "values": dict(last.values), "choices": choices}
    turn.conversation.asked = {**turn.asked, "said": said}


def offer_person(turn: Turn, reason: str) -> Replies:
    """Offers to hand over to a person; what was asked before may still be answered instead."""
    before = turn.asked if turn.asked.get("kind") != OFFER else turn.asked.get("before")
    turn.ask(OFFER, reason=reason, before=before)
    return [Say(f"offer_person_{reason}", choices=YES_OR_NO)]


def ask_what_to_do(turn: Turn, item: str = "") -> Replies:
    """Asks what the customer wants (of the item, where one is named), with the usual requests to pick from."""
    turn.ask("flow")
    choices = tuple(Choice(response=f"choice_{stem}") for stem in REQUESTS)
    return [Say("ask_what_about_item", {"product": item}, choices) if item else Say("ask_what_to_do", choices=choices)]


def picks(heard: Heard, choice: str) -> bool:
    """Whether the message picks the choice with this response: by its number, or in its own words."""
    said = heard.text.strip().rstrip(".!").lower()
    return heard.intent == choice.removeprefix("choice_") or said == words(choice).lower()


def not_understood(question: Reply) -> Say:
    """That a message was not understood; the choices are named where the question's own text does not tell them."""
    if not isinstance(question, Say) or question.response not in OPEN_QUESTIONS:
        return Say("not_understood_answer")
    return Say("not_understood_choices", {"choices": [button(choice)["title"] for choice in question.choices]})
