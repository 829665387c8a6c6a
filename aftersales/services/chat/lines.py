"""The lines of a conversation as a chat page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from aftersales.errors import UnknownConversation
from aftersales.records import agents, conversations, transcript
from aftersales.records.database import reading
from aftersales.records.tables import Message

NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True)
class Button:
    """Something to pick: what it shows, and the id under which the words it stands for are kept."""

    id: str
    title: str


@dataclass(frozen=True)
class Line:
    """One line: its number in the conversation (from 1), who said it (customer, assistant, agent, system), and when.

    client_id is the page's own id of a customer's message; an answer has that of its message, "#" and a number.
    card is the decision that the text tells, where it tells one (decision_card.DecisionCard).
    name is the agent's, as customers read it.
    """

    seq: int
    author: str
    text: str
    at: datetime
    buttons: tuple[Button, ...] = ()
    client_id: str | None = None
    card: Mapping[str, Any] | None = None
    name: str | None = None


def lines_after(engine: Engine, conversation_id: str, after: int = 0) -> list[Line]:
    """The lines after the one numbered `after` that the customer sees, in order."""
    with reading(engine) as session:
        return lines_in(session, conversation_id, after)


def lines_in(session: Session, conversation_id: str, after: int = 0) -> list[Line]:
    """As `lines_after`, beside what else is read in the session."""
    lines = [line for line in transcript.read(session, conversation_id, after) if line.shown]
    names = agents.names_shown(session) if any(line.agent for line in lines) else NOBODY
    return [line_of(line, names) for line in lines]


def answer_to(engine: Engine, conversation_id: str, message: Line) -> list[Line]:
    """The lines that answer a message, as far as the customer sees them."""
    with reading(engine) as session:
        return shown(answer_in(session, conversation_id, message))


def answer_in(session: Session, conversation_id: str, message: Line) -> list[Message]:
    """The rows that answer a message, with those that the customer does not see."""
    mark = f"{message.client_id}#"
    rows = transcript.read(session, conversation_id, message.seq)
    return [row for row in rows if row.client_id is not None and row.client_id.startswith(mark)]


def shown(answer: Sequence[Message]) -> list[Line]:
    """What the customer sees of an answer; its lines are the assistant's or the system's and bear no agent's name."""
    return [line_of(row) for row in answer if row.shown]


def words_of_button(engine: Engine, conversation_id: str, button_id: str) -> str | None:
    """The words that a button of this conversation stands for, None where it has no such button."""
    with reading(engine) as session:
        for message in reversed(transcript.read(session, conversation_id)):
            for button in message.buttons or []:
                if button.get("id") == button_id:
                    return str(button["words"])
    return None


def is_known(engine: Engine, conversation_id: str) -> bool:
    """Whether the conversation has been started."""
    with reading(engine) as session:
        try:
            conversations.get(session, conversation_id)
        except UnknownConversation:
            return False
    return True


def line_of(message: Message, names: Mapping[str, str] = NOBODY) -> Line:
    """The line that a row of the transcript is shown as; `names` are the agents' as customers read them."""
    buttons = tuple(Button(str(each["id"]), str(each["title"])) for each in message.buttons or [])
    name = names.get(message.agent) if message.agent else None
    mark, card = message.client_id, message.card
    return Line(message.seq, message.author, message.text, message.created_at, buttons, mark, card, name)
