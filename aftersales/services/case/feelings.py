"""Messages that only show a feeling: they answer nothing, and were not misunderstood either."""

from __future__ import annotations

from aftersales.services.case.answer_readers import reads_as_answer
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.flows import SURE_BY_ITSELF
from aftersales.understanding.impatience import is_impatient
from aftersales.understanding.interjection import is_interjection
from aftersales.understanding.yes_no import Assent, read_assent

COMPLAINT = "complaint"
"""The intent of who is angry or disappointed and asks for nothing."""


def only_complains(heard: Heard) -> bool:
    """Whether the message is surely nothing but a complaint: "thanks for nothing" does not answer "nothing"."""
    tells = heard.facts or heard.order_numbers or heard.emails or heard.products
    plain = read_assent(heard.text) in (Assent.YES, Assent.NO)
    return heard.intent == COMPLAINT and heard.confidence >= SURE_BY_ITSELF and not (tells or plain)


def heard_feelings(turn: Turn, heard: Heard) -> Replies:
    """A kind word to who is tired of being asked, or only laughs or sighs, with a question on the table."""
    if not turn.asked or reads_as_answer(turn, heard):
        return []
    if is_interjection(heard.text):
        return [Say("still_open")]
    return [Say("impatience")] if is_impatient(heard.text) else []
