"""Starting a conversation on a shop's page: the greeting, and the order where the shop vouches for its customer."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales.errors import UnknownShop
from aftersales.records import audit, conversations, orders
from aftersales.services.bootstrap import Premises
from aftersales.services.conversation.message import Answered, record_replies
from aftersales.services.conversation.questions import REQUESTS
from aftersales.services.conversation.reply import Choice, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.wording import buttons, words

STARTED = "start"
"""The id of the message that the greeting answers: the customer's coming."""


@dataclass(frozen=True)
class KnownCustomer:
    """What a shop says about the customer who is signed in with it."""

    email: str
    order_number: str


def start_chat(premises: Premises, conversation_id: str, shop: str, customer: KnownCustomer | None = None) -> None:
    """Starts the conversation, greets, and takes the order as proven where the shop vouches for it.

    Raises UnknownShop where there is no policy for the shop.
    """
    if shop not in premises.policies:
        raise UnknownShop(f"there is no shop {shop!r}", "shop")
    with premises.turn(conversation_id) as turn:
        turn.conversation.shop = shop
        replies: Replies = [Say("automated_assistant")]
        if customer is not None:
            replies += _identify(turn, shop, customer)
        replies.append(Say("ask_what_to_do", choices=tuple(Choice(response=f"choice_{stem}") for stem in REQUESTS)))
        shown = [Answered(words(say.response, say.values), buttons(say)) for say in replies if isinstance(say, Say)]
        record_replies(turn, STARTED, shown)


def _identify(turn: Turn, shop: str, customer: KnownCustomer) -> Replies:
    """Takes the order as the customer's; nothing is said where it is not on record, and it is asked for as usual."""
    found = orders.find_by_number_and_email(turn.session, customer.order_number, customer.email, shop)
    if len(found) != 1:
        return []
    (order,) = found
    conversations.identify(turn.session, turn.conversation, order)
    audit.record(turn.session, "customer", "identified_by_shop", f"order:{shop}:{order.number}", turn.now)
    return [Say("web_order_known", {"order_number": order.number})]
