"""The case form: each message is read as the answer to the question on the table, by the engine's next question."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation_action import ANSWER, ConversationAction, Events
from aftersales.services.case.answers import take_answer
from aftersales.services.case.corrections import correct, go_back
from aftersales.services.conversation.digressions import begin_again, digress, stop
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn


class ValidateCaseForm(ConversationAction):
    """Reads the answer inside the form. The slot is emptied each time: what was said is kept in the case's rows."""

    def name(self) -> str:
        """Rasa calls it by this name whenever the form has caught a message."""
        return "validate_case_form"

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """Takes the answer and goes on with the case."""
        return take_answer(turn, heard)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answers only what the form has caught; else Rasa lets go of the form for once and the rules answer."""
        if tracker.get_slot(ANSWER) is None:
            return []
        return await super().run(dispatcher, tracker, domain)

    def events(self, has_question: bool) -> Events:
        """The form stays as long as a question is on the table."""
        return [SlotSet(ANSWER, None), SlotSet("requested_slot", ANSWER if has_question else None)]


class ActionTakeAnswer(ConversationAction):
    """Reads a message that came outside the form."""

    def name(self) -> str:
        """The action's name."""
        return "action_take_answer"

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """Takes what it tells and goes on, or asks what to do."""
        return take_answer(turn, heard)


class ActionCorrect(ConversationAction):
    """Takes something back that was said before."""

    def name(self) -> str:
        """The action's name."""
        return "action_correct"

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """Corrects the order, the item or the fact, and goes on."""
        return correct(turn, heard)


class ActionGoBack(ConversationAction):
    """Asks the last question again."""

    def name(self) -> str:
        """The action's name."""
        return "action_go_back"

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """Takes the last answer back, unless the message is an answer itself."""
        return digress(turn, heard, lambda turn, heard: go_back(turn))


class ActionStop(ConversationAction):
    """Stops the request at hand."""

    def name(self) -> str:
        """The action's name."""
        return "action_stop"

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """Stops; nothing is carried out."""
        return stop(turn, heard)


class ActionStartOver(ConversationAction):
    """Forgets the requests and the order."""

    def name(self) -> str:
        """The action's name."""
        return "action_start_over"

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """Begins again."""
        return begin_again(turn, heard)
