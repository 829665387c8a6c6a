"""Turns a service's replies into the messages a customer sees: at most three, the last one with the buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aftersales.services.card.decision_card import card_text
from aftersales.services.card.sections import card_of
from aftersales.services.conversation.reply import Card, Replies, Reply
from aftersales.services.wording import buttons, words

MOST_MESSAGES = 3


@dataclass
class Message:
    """One message to the customer; `card` is the decision that its text tells, for channels that can draw one."""

    text: str
    buttons: list[dict[str, str]] = field(default_factory=list)
    card: dict[str, Any] | None = None


def messages(replies: Replies) -> list[Message]:
    """The replies as messages; more than three are joined, the earliest ones first, and cards stay alone."""
    shown = [_message(reply) for reply in replies]
    while len(shown) > MOST_MESSAGES and (place := _joinable(shown)) is not None:
        first, second = shown[place : place + 2]
        shown[place : place + 2] = [Message(f"{first.text}\n{second.text}", first.buttons + second.buttons)]
    return shown


def _joinable(shown: list[Message]) -> int | None:
    """The first of two messages without a card that follow each other; the last one only if there is no other way."""
    places = range(len(shown) - 1)
    return next((place for place in places if shown[place].card is None and shown[place + 1].card is None), None)


def _message(reply: Reply) -> Message:
    if isinstance(reply, Card):
        card = card_of(reply.decision)
        # Rasa sends each paragraph of a text as a message of its own.
        return Message(card_text(card).replace("\n\n", "\n"), card=card.to_json())
    return Message(words(reply.response, reply.values), buttons(reply))
