"""Answers questions about the policy: the intent `ask_<topic>` names the topic."""

from __future__ import annotations

from actions.conversation_action import ConversationAction
from aftersales.services.ask_policy import ask_policy, topic_of
from aftersales.services.case.answers import take_answer
from aftersales.services.conversation.digressions import digress
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn
from aftersales.understanding.asking import asks_something


class ActionAskPolicy(ConversationAction):
    """Answers a question about the policy, then takes up the question that was on the table."""

    def name(self) -> str:
        """The action's name."""
        return "action_ask_policy"

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """What the policy says on the topic, with its clauses; with a question on the table, only if it is asked."""
        if turn.asked and not asks_something(heard.text):
            return take_answer(turn, heard)
        return digress(turn, heard, _answer)


def _answer(turn: Turn, heard: Heard) -> Replies:
    shop = heard.shop or turn.shop_asked_about(heard.text)
    return ask_policy(turn, topic_of(turn, heard.text, heard.intent), shop)
