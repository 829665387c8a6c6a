"""Turns a service's replies into the messages a customer sees: at most three, the last one with the buttons."""

from __future__ import annotations

from dataclasses import dataclass, field

from actions.decision_card import card_texts
from actions.wording import buttons, words
from aftersales.services.reply import Card, Replies, Reply

MOST_MESSAGES = 3


@dataclass
class Message:
    """One message to the customer."""

    text: str
    buttons: list[dict[str, str]] = field(default_factory=list)


def messages(replies: Replies) -> list[Message]:
    """The replies as messages; more than three are joined, the earliest ones first."""
    shown = [message for reply in replies for message in _messages(reply)]
    while len(shown) > MOST_MESSAGES:
        first, second, *rest = shown
        shown = [Message(f"{first.text}\n{second.text}", first.buttons + second.buttons), *rest]
    return shown


def _messages(reply: Reply) -> list[Message]:
    if isinstance(reply, Card):
        return [Message(text) for text in card_texts(reply.decision)]
    return [Message(words(reply.response, reply.values), buttons(reply))]
