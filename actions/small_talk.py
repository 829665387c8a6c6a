"""Answers greetings, thanks and the like, then takes up the question that was on the table."""

from __future__ import annotations

from actions.conversation_action import ConversationAction
from aftersales.services.conversation.digressions import digress, small_talk
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn


class ActionSmallTalk(ConversationAction):
    """A friendly word."""

    def name(self) -> str:
        """The action's name."""
        return "action_small_talk"

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """The response of the intent's name."""
        return digress(turn, heard, small_talk)
