"""Who has a conversation: taking it, putting it back, giving it to a colleague or to the assistant, closing it."""

from __future__ import annotations

from aftersales.errors import NotYours, RequestError, UnknownAgent
from aftersales.records import agents, cases, handoffs, transcript
from aftersales.records.tables.conversations import OUTCOMES
from aftersales.services.bootstrap import Premises
from aftersales.services.card.decision_card import card_text
from aftersales.services.card.sections import card_of
from aftersales.services.case.steps import go_on
from aftersales.services.conversation.message import stored_buttons
from aftersales.services.conversation.questions import ask_what_to_do, question_again
from aftersales.services.conversation.reply import Card, Replies, Reply, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.desk.acting import Act, acting
from aftersales.services.wording import buttons, words

GIVEN_BACK = "given_back"
CLOSED_WITH = tuple(outcome for outcome in OUTCOMES if outcome != GIVEN_BACK)
"""What an agent may close a conversation with."""
MOVED = "it was moved by somebody else meanwhile"


def take(premises: Premises, conversation_id: str, agent: str) -> None:
    """Takes a waiting conversation; raises NotYours where somebody else was faster."""
    with acting(premises, conversation_id, agent, "take", needs_ownership=False) as act:
        if not handoffs.take(act.session, act.handoff, agent):
            raise NotYours("somebody else has taken it, or it no longer waits", conversation_id)


def release(premises: Premises, conversation_id: str, agent: str) -> None:
    """Puts the agent's conversation back into the queue, at its old place."""
    with acting(premises, conversation_id, agent, "release") as act:
        _insist(handoffs.release(act.session, act.handoff), act)


def assign(premises: Premises, conversation_id: str, agent: str, colleague: str) -> None:
    """Gives a conversation that is taken, by whomever, to a colleague; raises UnknownAgent."""
    with acting(premises, conversation_id, agent, "assign", needs_ownership=False) as act:
        if agents.find_active(act.session, colleague) is None:
            raise UnknownAgent(f"there is no agent {colleague!r}", "agents")
        act.detail.update({"from": act.conversation.agent, "to": colleague})
        _insist(handoffs.assign(act.session, act.handoff, colleague), act)


def close(premises: Premises, conversation_id: str, agent: str, outcome: str) -> None:
    """Closes the agent's conversation; the customer is told, and asked whether it solved the matter."""
    if outcome not in CLOSED_WITH:
        raise RequestError(f"there is no outcome {outcome!r}", "outcome", f"Choose among: {', '.join(CLOSED_WITH)}.")
    with acting(premises, conversation_id, agent, "close") as act:
        act.detail["outcome"] = outcome
        _insist(handoffs.close(act.session, act.handoff, act.now, "closed", outcome), act)
        name = agents.get(act.session, agent).shown_as
        _say_as_assistant(act, [Say("conversation_closed", {"colleague": name})])


def give_back(premises: Premises, conversation_id: str, agent: str) -> None:
    """Gives the agent's conversation back to the assistant, which takes up what was on the table, or what waited."""
    with acting(premises, conversation_id, agent, "give_back") as act:
        _insist(handoffs.close(act.session, act.handoff, act.now, "bot", GIVEN_BACK), act)
        today = premises.settings.today()
        turn = Turn(act.session, premises.policies, premises.settings, act.conversation, today, act.now)
        _say_as_assistant(act, [Say("back_with_assistant"), *_where_it_was(turn, act)])


def _where_it_was(turn: Turn, act: Act) -> Replies:
    """The question on the table when a person was asked for, with its request; else what waits, or what can be done."""
    before = act.handoff.before or {}
    request = before.get("case")
    if request is not None:
        cases.get(turn.session, request["id"]).status = request["status"]
    if not before.get("asked"):
        return go_on(turn) or ask_what_to_do(turn)
    turn.conversation.asked = before["asked"]
    return question_again(turn)


def _insist(was_done: bool, act: Act) -> None:
    if not was_done:
        raise NotYours(MOVED, act.conversation.id, "Look at it again.")


def _say_as_assistant(act: Act, replies: Replies) -> None:
    transcript.append_all(act.session, act.conversation.id, "assistant", [*map(_line, replies)], act.now)


def _line(reply: Reply) -> transcript.Line:
    """A reply as the transcript keeps it."""
    if isinstance(reply, Card):
        card = card_of(reply.decision)
        return transcript.Line(card_text(card), card=card.to_json())
    return transcript.Line(words(reply.response, reply.values), stored_buttons(buttons(reply)))
