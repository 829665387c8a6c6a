"""One message of a customer in, the replies out: everything that is kept about it goes into one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from aftersales.policy.model import ShopPolicy
from aftersales.records import conversations, transcript
from aftersales.services.heard import Heard
from aftersales.services.questions import keep_question
from aftersales.services.reply import Replies, Say
from aftersales.services.turn import Turn
from aftersales.settings import Settings

Respond = Callable[[Turn, Heard], Replies]


def begin_turn(
    session: Session,
    policies: Mapping[str, ShopPolicy],
    settings: Settings,
    conversation_id: str,
    today: date,
    now: datetime,
) -> Turn:
    """The turn for a conversation, which is started where it is new, and kept from changing until the turn is over."""
    conversations.get_or_start(session, conversation_id, now)
    session.flush()
    return Turn(session, policies, settings, conversations.lock(session, conversation_id), today, now)


def converse(turn: Turn, heard: Heard, message_id: str | None, respond: Respond) -> Replies:
    """Records what the customer said, lets `respond` answer it, and keeps the question that it leaves on the table.

    The first answer of a conversation begins by saying that an automated assistant speaks. A message that has been
    answered already (Rasa shows it to the form once more when the form begins) gets no second answer.
    """
    conversation = turn.conversation
    if transcript.has(turn.session, conversation.id, message_id):
        return []
    first = not transcript.read(turn.session, conversation.id)
    transcript.append(turn.session, conversation.id, "customer", heard.text, turn.now, client_id=message_id)
    replies = respond(turn, replace(heard, shop=turn.shop_called(heard.shop)) if heard.shop else heard)
    keep_question(turn, replies)
    turn.session.flush()
    return [Say("automated_assistant"), *replies] if first else replies


def record_replies(turn: Turn, texts: list[str]) -> None:
    """Records what the assistant said, in the words that the customer sees."""
    for text in texts:
        transcript.append(turn.session, turn.conversation.id, "assistant", text, turn.now)
