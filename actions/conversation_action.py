"""What every action does: hear the message, let a service answer, commit, and only then speak."""

from __future__ import annotations

import asyncio
import logging
import time
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import heard_from
from actions.replies import Message, messages
from aftersales.log_lines import note
from aftersales.services.bootstrap import premises
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.message import converse, record_replies
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn
from aftersales.services.wording import words

logger = logging.getLogger(__name__)
Events = list[dict[str, Any]]

CASE_FORM = "case_form"
ANSWER = "answer"
"""The form that waits for the next message, and its one slot."""


class ConversationAction(Action, ABC):
    """An action that answers the customer from the ledger. Nothing is said before it is committed."""

    @abstractmethod
    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """The service's answer to the message."""

    def events(self, has_question: bool) -> Events:
        """What Rasa is told afterwards; `has_question` is whether something is asked that the form waits for.

        Every rule goes on to the case form, which would do no more than wait for the next message. Telling that it
        has run spares a prediction and a second call of this server in every such turn.
        """
        return [ActionExecuted(CASE_FORM), ActiveLoop(CASE_FORM), SlotSet("requested_slot", ANSWER)]

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answers the latest message; a fault is told as one, and never as something done."""
        began, outcome = time.monotonic(), "answered"
        try:
            shown, has_question = await asyncio.to_thread(self._answer, tracker)
        except Exception:
            outcome = "failed"
            logger.exception("an action failed")
            shown, has_question = [Message(words("trouble"))], True
        milliseconds = round((time.monotonic() - began) * 1000, 1)
        note(logger, action=self.name(), conversation=tracker.sender_id, outcome=outcome, ms=milliseconds)
        for message in shown:
            dispatcher.utter_message(message.text, json_message=message.card, buttons=message.buttons or None)
        return self.events(has_question)

    def _answer(self, tracker: Tracker) -> tuple[list[Message], bool]:
        """One transaction: what was heard, what came of it, and what will be said.

        Nothing to say means that the message was answered before: the form then goes on waiting.
        """
        known = premises()
        with known.turn(tracker.sender_id) as turn:
            day_first = turn.policy.day_first if turn.policy else True
            heard = heard_from(tracker.latest_message, turn.today, day_first)
            message_id = _message_id(tracker)
            shown = messages(converse(turn, heard, message_id, self.respond))
            record_replies(turn, message_id, shown)
            return shown, bool(turn.asked) or not shown


def _message_id(tracker: Tracker) -> str | None:
    """The channel's own id of the latest message."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return event.get("message_id")
    return None
