"""One message of a customer in, the replies out: everything that is kept about it goes into one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from aftersales.policy.model import ShopPolicy
from aftersales.records import conversations, handoffs, transcript
from aftersales.records.tables import Message
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.plain_words import answer_plain_words
from aftersales.services.conversation.questions import keep_question
from aftersales.services.conversation.reply import ANYTHING_ELSE, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.hand_off import tell_who_answers
from aftersales.settings import Settings
from aftersales.understanding.shops import words_for_a_shop

MOST_ANSWERS = 3
"""How many messages answer one of the customer's, as a rule."""
GREETING = Say("greet")
Respond = Callable[[Turn, Heard], Replies]


class Spoken(Protocol):
    """A message as the customer sees it; a button has a title and a payload, the words it stands for."""

    @property
    def text(self) -> str:
        """What is said."""

    @property
    def buttons(self) -> Sequence[Mapping[str, str]]:
        """What can be picked."""

    @property
    def card(self) -> Mapping[str, Any] | None:
        """The decision that is told, as a page draws it."""


@dataclass(frozen=True)
class Answered:
    """A message to the customer that no action has made."""

    text: str
    buttons: Sequence[Mapping[str, str]] = ()
    card: Mapping[str, Any] | None = None


def begin_turn(
    session: Session,
    policies: Mapping[str, ShopPolicy],
    settings: Settings,
    conversation_id: str,
    today: date,
    now: datetime,
) -> Turn:
    """The turn for a conversation, which is started where it is new, and kept from changing until the turn is over."""
    conversation = conversations.get_or_start(session, conversation_id, now)
    return Turn(session, policies, settings, conversation, today, now, conversation.epoch)


def converse(turn: Turn, heard: Heard, message_id: str | None, respond: Respond) -> Replies:
    """Records what the customer said, lets `respond` answer it, and keeps the question that it leaves on the table.

    A message that a front has recorded already under its id stands as it was recorded, and the turn reckons with the
    moment it was said. The first answer of a conversation begins by saying that an automated assistant speaks, which
    greets as well. Whether there is anything else is asked only where nothing follows. A message that has been
    answered already (Rasa shows it to the form once more when the form begins) gets no second answer. While a person
    has the conversation, nothing is asked, answered or done: it is only told who answers.
    """
    conversation = turn.conversation
    if reply_id(message_id, 1) in _lines_of(turn, message_id):
        return []
    first = transcript.is_empty(turn.session, conversation.id, besides=message_id)
    said = transcript.append(turn.session, conversation.id, "customer", heard.text, turn.now, client_id=message_id)
    turn = replace(turn, now=said.created_at)
    if handoffs.reopen(turn.session, conversation) or turn.is_assistants:
        heard = replace(heard, shop=turn.shop_called(heard.shop or words_for_a_shop(heard.text)))
        replies = answer_plain_words(turn, heard) or respond(turn, heard)
        replies = [reply for reply in replies if reply != ANYTHING_ELSE or reply is replies[-1]]
    else:
        replies = tell_who_answers(turn)
    keep_question(turn, replies)
    return [Say("automated_assistant"), *(reply for reply in replies if reply != GREETING)] if first else replies


def _lines_of(turn: Turn, message_id: str | None) -> dict[str | None, Message]:
    """The message and its answers as far as they are recorded, by their ids; read together, the turn needs them all."""
    if message_id is None:
        return {}
    answers = [answer_id(message_id, number) for number in range(1, MOST_ANSWERS + 1)]
    return transcript.find_all(turn.session, turn.conversation.id, [message_id, *answers])


def record_replies(turn: Turn, message_id: str | None, replies: Sequence[Spoken]) -> None:
    """Records what the assistant said to a message, in the words that the customer sees, with its buttons.

    Each line carries the message's id and its own number, so that it is recorded once and can be found again. An
    answer to a message from before a change of owner comes too late: it is kept, but not shown.
    """
    said = transcript.find(turn.session, turn.conversation.id, message_id)
    in_time = said is None or said.epoch == turn.epoch
    lines = [
        transcript.Line(
            reply.text, stored_buttons(reply.buttons), reply_id(message_id, number), reply.card, shown=in_time
        )
        for number, reply in enumerate(replies, start=1)
    ]
    transcript.append_all(turn.session, turn.conversation.id, "assistant", lines, turn.now)


def reply_id(message_id: str | None, number: int | str) -> str | None:
    """The id of the line that answers a message, None for one without an id."""
    return None if message_id is None else answer_id(message_id, number)


def answer_id(message_id: str, number: int | str) -> str:
    """As `reply_id`, of a message that has an id; no message can have it itself, since ids hold no "#"."""
    return f"{message_id}#{number}"


def stored_buttons(buttons: Sequence[Mapping[str, str]]) -> list[dict[str, str]] | None:
    """Buttons as the transcript keeps them: what is shown, the words it stands for, and an id that tells neither."""
    return [
        {"id": secrets.token_hex(8), "title": button["title"], "words": button["payload"]} for button in buttons
    ] or None
