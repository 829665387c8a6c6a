"""A message from a chat page: taken in once and for good before it is answered, and never left without an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from sqlalchemy.orm import Session

from aftersales.errors import SaidOtherwise, TooManyMessages
from aftersales.records import conversations, handoffs, transcript
from aftersales.records.database import reading, writing
from aftersales.records.tables import Message
from aftersales.services.bootstrap import Premises
from aftersales.services.chat.card_numbers import hide_card_numbers
from aftersales.services.chat.lines import Line, answer_in, line_of, shown
from aftersales.services.conversation.message import Answered, Spoken, record_replies, reply_id, stored_buttons
from aftersales.services.conversation.reply import Choice, Say
from aftersales.services.hand_off import hand_over
from aftersales.services.wording import button, buttons, words
from aftersales.understanding.language import may_be

PARAGRAPHS = "\n\n"
"""Where Rasa's channels cut a text into messages of their own."""
ASSISTANT = "assistant"
TRY_AGAIN = "choice_try_again"
PERSON = "choice_hand_off"
CARD_HIDDEN = "card_number_hidden"
OTHER_LANGUAGE = "other_language"
ASSISTANTS_LANGUAGE = "en"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class TakenIn:
    """A customer's line as it is kept: whether it is new, and who answers (bot, waiting, agent, closed)."""

    line: Line
    is_new: bool
    owner: str


def take_in(premises: Premises, conversation_id: str, client_id: str, text: str) -> TakenIn:
    """Keeps what the customer said under the next number; the same id and words again keep nothing new.

    The number of a payment card is hidden before it is kept, and the customer is told; and, once, that the assistant
    understands English only.

    Raises UnknownConversation, SaidOtherwise for a used id with other words, TooManyMessages beyond the limit.
    """
    with writing(premises.engine) as session:
        return _take_in(session, premises.settings.web_messages_a_minute, conversation_id, client_id, text)


def keep_answer(premises: Premises, conversation_id: str, message: Line, said: Sequence[Spoken]) -> list[Line]:
    """Keeps what the customer is told beside the lines that the actions have kept; gives the whole answer as shown.

    An action that fails takes back all it has kept and says so: those words are kept here, with a way out. As a rule
    all is kept already, and looking is much cheaper than writing.
    """
    with reading(premises.engine) as session:
        kept = answer_in(session, conversation_id, message)
        if not _beside(said, kept):
            return shown(kept)
    with writing(premises.engine) as session:
        kept = answer_in(session, conversation_id, message)
        return shown([*kept, *_keep(session, conversation_id, message, _beside(said, kept), kept)])


def is_for_assistant(premises: Premises, conversation_id: str, client_id: str) -> bool:
    """Whether a message that was taken in is still the assistant's to answer, which it is until a person is asked."""
    with reading(premises.engine) as session:
        return _is_in_time(session, conversation_id, client_id)


def tell_trouble(premises: Premises, conversation_id: str, client_id: str, response: str) -> None:
    """Tells once, in the words of a response, that a message has no answer yet, with a way out.

    Not once it has one, nor where it is for a person now.
    """
    now = datetime.now(timezone.utc)
    with writing(premises.engine) as session:
        conversations.lock(session, conversation_id)
        is_answered = transcript.has(session, conversation_id, reply_id(client_id, 1))
        if is_answered or not _is_in_time(session, conversation_id, client_id):
            return
        offered = _ways_out(session, conversation_id, client_id)
        mark = reply_id(client_id, response)
        transcript.append(session, conversation_id, "system", words(response), now, offered, mark)


def ask_for_person(premises: Premises, conversation_id: str, client_id: str) -> None:
    """Hands the conversation to a person without the assistant's help, so that it works when nothing else does."""
    with premises.turn(conversation_id) as turn:
        limit = premises.settings.web_messages_a_minute
        if not _take_in(turn.session, limit, conversation_id, client_id, words(PERSON)).is_new:
            return
        replies = [reply for reply in hand_over(turn, "asked_for") if isinstance(reply, Say)]
        record_replies(turn, client_id, [Answered(words(say.response, say.values), buttons(say)) for say in replies])


def _take_in(session: Session, limit: int, conversation_id: str, client_id: str, text: str) -> TakenIn:
    now = datetime.now(timezone.utc)
    conversation = conversations.lock(session, conversation_id)
    stored = transcript.find(session, conversation_id, client_id)
    kept = hide_card_numbers(text)
    if stored is not None:
        if stored.text != kept:
            raise SaidOtherwise("this id was used for other words", "client_id", "Give each message its own id.")
        return TakenIn(line_of(stored), False, conversation.owner)
    _refuse_flood(session, conversation_id, limit, now)
    handoffs.reopen(session, conversation)
    (message,) = transcript.add(session, conversation, "customer", [transcript.Line(kept, client_id=client_id)], now)
    notices = [
        transcript.Line(words(name), client_id=reply_id(client_id, name)) for name in _notices(session, message, text)
    ]
    transcript.add(session, conversation, "system", notices, now)
    return TakenIn(line_of(message), True, conversation.owner)


def _notices(session: Session, message: Message, text: str) -> Iterator[str]:
    """What the customer is told about a message besides its answer; about the language once in a conversation."""
    if message.text != text:
        yield CARD_HIDDEN
    if not may_be(ASSISTANTS_LANGUAGE, message.text):
        lines = transcript.read(session, message.conversation_id)
        if not any((line.client_id or "").endswith(f"#{OTHER_LANGUAGE}") for line in lines):
            yield OTHER_LANGUAGE


def _keep(
    session: Session, conversation_id: str, message: Line, beside: Sequence[Spoken], kept: Sequence[Message]
) -> list[Message]:
    """Adds what is told beside the kept lines, each with a way out where it has no buttons of its own."""
    client_id = message.client_id or ""
    in_time = _is_in_time(session, conversation_id, client_id)
    first = sum(line.author == ASSISTANT for line in kept) + 1
    lines = [
        transcript.Line(
            said.text,
            stored_buttons(said.buttons) or _ways_out(session, conversation_id, client_id),
            reply_id(client_id, number),
            shown=in_time,
        )
        for number, said in enumerate(beside, start=first)
    ]
    return transcript.append_all(session, conversation_id, ASSISTANT, lines, datetime.now(timezone.utc))


def _is_in_time(session: Session, conversation_id: str, client_id: str) -> bool:
    """Whether the conversation has the owner that it had when the message came."""
    said = transcript.find(session, conversation_id, client_id)
    return said is not None and said.epoch == conversations.get(session, conversation_id).epoch


def _refuse_flood(session: Session, conversation_id: str, limit: int, now: datetime) -> None:
    if transcript.count_since(session, conversation_id, "customer", now - MINUTE) >= limit:
        raise TooManyMessages(
            f"more than {limit} messages in a minute", "messages", "Wait a moment, then send it again."
        )


def _beside(said: Sequence[Spoken], kept: Sequence[Message]) -> list[Spoken]:
    """What is said and not kept; a kept line may hold several messages as its paragraphs."""
    lines = [line.text for line in kept if line.author == ASSISTANT]
    parts = {part.strip() for text in lines for part in (text, *text.split(PARAGRAPHS))}
    return [message for message in said if message.text.strip() not in parts]


def _ways_out(session: Session, conversation_id: str, client_id: str) -> list[dict[str, str]] | None:
    """Trying again, which says the same words once more, and a person."""
    said = transcript.find(session, conversation_id, client_id)
    again = {**button(Choice(response=TRY_AGAIN)), "payload": said.text} if said is not None else None
    return stored_buttons([*([again] if again else []), button(Choice(response=PERSON))])
