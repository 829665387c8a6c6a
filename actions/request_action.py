"""An action that opens a request; each flow has its own, named after its stem."""

from __future__ import annotations

from abc import ABC, abstractmethod

from actions.conversation_action import ConversationAction
from aftersales.services.conversation.digressions import request
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn
from aftersales.services.flow import Flow


class RequestAction(ConversationAction, ABC):
    """Opens the flow's case with everything that the message already tells, and goes on from there."""

    @property
    @abstractmethod
    def flow(self) -> Flow:
        """The flow that the action opens."""

    def name(self) -> str:
        """The action's name: that of its flow."""
        return f"action_{self.flow.stem}"

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """Opens the case and asks what is missing."""
        return request(turn, self.flow.stem, heard)
