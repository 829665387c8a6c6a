"""News of a conversation: a person is wanted, a person has answered, the customer wants to keep what was said."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from aftersales.errors import UnknownOrder
from aftersales.records import conversations, orders, outbox, transcript
from aftersales.records.tables import Conversation, Handoff, Message, Order
from aftersales.services.news.outbox import event_id, post_event, post_mail

ANSWER_TOPIC = "handover.answered"
TRANSCRIPT_TOPIC = "conversation.transcript"
TIME_TO_GO_ON = timedelta(minutes=1)
"""How long an answer waits for more lines, so that they become one e-mail."""


def handover_requested(session: Session, handoff: Handoff, now: datetime) -> None:
    """Tells other systems that a conversation waits for a person; once, however often the customer asks."""
    conversation = conversations.get(session, handoff.conversation_id)
    order = _order_of(session, conversation)
    reference = handover_reference(handoff)
    data = {
        "handover": reference,
        "conversation": conversation.id,
        "reason": handoff.reason,
        "order": order.number if order else None,
    }
    post_event(session, "handover.requested", reference, conversation.shop or "", data, now)


def handover_reference(handoff: Handoff) -> str:
    """What customers and other systems quote."""
    return f"H-{handoff.id:05d}"


def person_answered(session: Session, line: Message, now: datetime, email: str | None = None) -> bool:
    """Lets the customer have a person's line by e-mail; call it where no page of the conversation is open.

    It goes to the address that the customer has left with a person, else to the one on the verified order; gives
    False where there is neither. Lines that follow within a minute go in the same e-mail.
    """
    conversation = conversations.get(session, line.conversation_id)
    order = _order_of(session, conversation)
    recipient = email or (order.email if order else None)
    if recipient is None:
        return False
    if outbox.untried(session, "mail", event_id(ANSWER_TOPIC, f"{conversation.id}:")) is None:
        key, shop = f"{conversation.id}:{line.seq}", conversation.shop or ""
        about = {"conversation": conversation.id, "from": line.seq}
        post_mail(session, ANSWER_TOPIC, key, shop, recipient, about, now, TIME_TO_GO_ON)
    return True


def transcript_wanted(session: Session, conversation_id: str, now: datetime) -> str:
    """Lets the customer have the conversation so far by e-mail, at the address on the verified order; gives that.

    Asking again without anything new said sends nothing more. Raises UnknownConversation, UnknownOrder where no order
    is verified.
    """
    conversation = conversations.lock(session, conversation_id)
    order = _order_of(session, conversation)
    if order is None:
        raise UnknownOrder("no order is verified, so there is no address to write to", "conversation")
    last = transcript.last_seq(session, conversation_id)
    about = {"conversation": conversation_id, "upto": last}
    post_mail(session, TRANSCRIPT_TOPIC, f"{conversation_id}:{last}", order.shop, order.email, about, now)
    return str(order.email)


def _order_of(session: Session, conversation: Conversation) -> Order | None:
    return None if conversation.order_id is None else orders.get(session, conversation.order_id)
