"""Hands the conversation to a person."""

from __future__ import annotations

from actions.conversation_action import ConversationAction
from aftersales.services.conversation.digressions import person
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn


class ActionHandOff(ConversationAction):
    """Hands over because the customer asks for a person."""

    def name(self) -> str:
        """The action's name."""
        return "action_hand_off"

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """Puts the conversation in the queue, with its summary."""
        return person(turn, heard)
