"""Answers "why?" with the clauses."""

from __future__ import annotations

from actions.conversation_action import ConversationAction
from aftersales.services.conversation.digressions import digress
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn
from aftersales.services.explain_decision import why


class ActionWhy(ConversationAction):
    """Explains the last decision, or why the question on the table is asked."""

    def name(self) -> str:
        """The action's name."""
        return "action_why"

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """The clauses in words."""
        return digress(turn, heard, lambda turn, heard: why(turn))
