"""Finding out which order a customer means: its number and its e-mail address must fit together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aftersales.records import audit, conversations, orders
from aftersales.records.tables import Order
from aftersales.services.ask_policy import SHOP, answer_question
from aftersales.services.case.other_orders import let_wait, takes_back
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import ask_among
from aftersales.services.conversation.reply import Choice, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.wording import words
from aftersales.understanding.identifiers import find_identifiers, other_numbers

IDENTITY = "identity"


def note_identifiers(turn: Turn, heard: Heard) -> Replies:
    """Takes the order number and e-mail out of a message and, once both are known, looks the order up.

    A wrong number and a wrong e-mail are answered alike, and either can be put right alone; after the tries that the
    settings allow nobody is looked up any more in this conversation. Several shops with the same number and e-mail
    make the shop be asked. Of several numbers one is asked for; the request then waits for the others.
    """
    if not heard.order_numbers and not heard.emails:
        return []
    if len(set(heard.order_numbers)) > 1:
        return _ask_which_number(turn, heard)
    waiting = _let_others_wait(turn, heard)
    if _already_identified(turn, heard):
        if _kept(turn):
            turn.ask_nothing()
        return waiting
    kept = _kept(turn)
    tried = _still_to_be_completed(kept.get("tried", {}), heard)
    number = heard.order_numbers[-1] if heard.order_numbers else kept.get("number") or tried.get("number")
    email = heard.emails[-1] if heard.emails else kept.get("email") or tried.get("email")
    if number and email:
        return [*_look_up(turn, number, email, heard.shop), *waiting]
    if number or not kept.get("numbers"):
        _ask(turn, number=number, email=email, tried=tried)
    else:
        turn.conversation.asked = {**kept, "email": email}  # which of the numbers is still to be answered
    return waiting


def _still_to_be_completed(tried: Mapping[str, str], heard: Heard) -> Mapping[str, str]:
    """What was tried in vain, of which the message may tell the other half; who says one half again holds to that."""
    again = tried.get("number") in heard.order_numbers or tried.get("email") in heard.emails
    return {} if again else tried


def note_order_named(turn: Turn, heard: Heard) -> Replies:
    """Looks up the one order that a message names whole, by number and e-mail; nothing where it does not."""
    names_one = len(set(heard.order_numbers)) == len(set(heard.emails)) == 1
    return note_identifiers(turn, heard) if names_one else []


def names_a_claim(heard: Heard) -> bool:
    """Whether the message names a number that claims or returns have, and orders do not."""
    return any(found.kind in ("claim_number", "rma_number") for found in find_identifiers(heard.text))


def names_another_number(heard: Heard) -> bool:
    """Whether the message names a number that no order has: a claim's, or one said to be the customer's."""
    return names_a_claim(heard) or bool(other_numbers(heard.text))


def look_up_at(turn: Turn, shop: str | None) -> Replies:
    """Looks the order up again once the customer has said which of several shops; nothing where that was not asked."""
    number, email = turn.asked.get("number"), turn.asked.get("email")
    return _look_up(turn, number, email, shop) if shop and number and email else []


def is_locked(turn: Turn) -> bool:
    """Whether this conversation has used up its tries."""
    return bool(turn.conversation.failed_lookups >= turn.settings.lookup_tries)


def ask_for_order(turn: Turn) -> Replies:
    """Asks for what is still missing: the number, the e-mail, or both; nothing where the message asks it already."""
    kept = _kept(turn)
    if kept.get("asked_which"):
        return []
    number, email = kept.get("number"), kept.get("email")
    _ask(turn, number=number, email=email)
    if number:
        return [Say("ask_email", {"order_number": number})]
    if kept.get("tried"):
        return [Say("ask_order_corrected")]
    if kept.get("another"):
        return [Say("ask_other_order_number")]
    return [Say("ask_order_number" if email else "ask_order_number_and_email")]


def forget_order(turn: Turn) -> None:
    """The customer means another order: the one at hand is put away; the e-mail that was proven counts for it too."""
    order = turn.order
    turn.conversation.order_id = None
    _ask(turn, email=order.email if order else None, another=order is not None)


def _ask(turn: Turn, **known: Any) -> None:
    """Puts the question for the order on the table.

    A question on the policy that waits to know the shop goes on waiting; what was tried in vain may be half right.
    """
    kept = turn.asked if turn.asked.get("kind") in (IDENTITY, SHOP) else {}
    waiting = {name: kept[name] for name in ("topic", "tried") if name in kept}
    turn.ask(IDENTITY, **(waiting | known))


def _already_identified(turn: Turn, heard: Heard) -> bool:
    """Whether the message only names the order that is at hand anyway."""
    order = turn.order
    if order is None:
        return False
    same_number = all(orders.has_number(order, number) for number in heard.order_numbers)
    same_email = all(orders.normal_email(email) == order.email for email in heard.emails)
    if same_number and same_email:
        return True
    if heard.order_numbers and not heard.emails:
        # The same customer's other order: the e-mail that was proven counts for it too.
        _ask(turn, email=order.email)
    turn.conversation.order_id = None
    return False


def _kept(turn: Turn) -> dict[str, Any]:
    """What has been told of the order so far, where it is being asked for."""
    return turn.asked if turn.asked.get("kind") == IDENTITY else {}


def _ask_which_number(turn: Turn, heard: Heard) -> Replies:
    """Asks which of several numbers comes first; those that a correction names do not all stand for a request."""
    numbers = list(dict.fromkeys(heard.order_numbers))
    email = heard.emails[-1] if heard.emails else _kept(turn).get("email")
    asked = ask_among("ask_which_order_number", numbers)
    if takes_back(heard):
        _ask(turn, email=email, asked_which=True)
        return [asked]
    _ask(turn, email=email, asked_which=True, numbers=numbers)
    all_of_them = Choice(response="choice_both" if len(numbers) == 2 else "choice_all")
    return [replace(asked, choices=(*asked.choices, all_of_them))]


def _let_others_wait(turn: Turn, heard: Heard) -> Replies:
    """Once the first of several numbers is chosen, the request waits for the others."""
    numbers: list[str] = _kept(turn).get("numbers", [])
    told = [orders.number_digits(number) for number in heard.order_numbers]
    others = [number for number in numbers if orders.number_digits(number) not in told]
    if not told or len(others) == len(numbers):
        return []
    _ask(turn, email=_kept(turn).get("email"))
    return let_wait(turn, others)


def _look_up(turn: Turn, number: str, email: str, shop: str | None) -> Replies:
    if is_locked(turn):
        _ask(turn)
        return [Say("too_many_tries")]
    found = orders.find_by_number_and_email(turn.session, number, email, shop)
    here = [order for order in found if order.shop == turn.conversation.shop]
    if len(found) > 1 and here:
        found = here
    if len(found) == 1:
        return _identify(turn, found[0])
    if found:
        _ask(turn, number=number, email=email, asked_which=True)
        return [ask_among("ask_which_shop", [turn.policies[order.shop].name for order in found])]
    conversations.count_failed_lookup(turn.session, turn.conversation)
    _ask(turn, tried={"number": number, "email": email})
    audit.record(turn.session, "customer", "lookup_failed", f"conversation:{turn.conversation.id}", turn.now)
    return [Say("too_many_tries" if is_locked(turn) else "order_not_found")]


def _let_go_of_item(turn: Turn, order: Order) -> None:
    """An item of another order is not what the request at hand is about any more."""
    case = turn.case
    if case is not None and case.line_id not in (None, *(line.id for line in order.lines)):
        case.line_id = case.quantity = None


def _identify(turn: Turn, order: Order) -> Replies:
    _let_go_of_item(turn, order)
    conversations.identify(turn.session, turn.conversation, order)
    audit.record(turn.session, "customer", "identified", f"order:{order.shop}:{order.number}", turn.now)
    policy, topic = turn.policies[order.shop], turn.asked.get("topic")
    turn.ask_nothing()
    found = Say("order_found", {"order_number": order.number, "shop": policy.name, "holds": _holds(order)})
    return [found, *(answer_question(turn, topic, policy) if topic else [])]


def _holds(order: Order) -> str:
    """What an order of one item holds, so that whoever has named another one notices; items to choose are asked for."""
    if len(order.lines) != 1:
        return ""
    (line,) = order.lines
    return words("holds_item", {"quantity": str(line.quantity), "product": line.name})
