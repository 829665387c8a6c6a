"""Several orders in one conversation: one is at hand, requests about the others wait under the order's number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftersales.records import cases, orders
from aftersales.records.tables import Case
from aftersales.services.case.facts import OTHER_ORDER, note, queue_copy
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.understanding.places import place_named
from aftersales.understanding.text import normalised

ANY_OF_THEM = re.compile(r"\b(?:both|all|each|either|any|whichever|does not matter|do not care|no matter)\b")
ADDS = re.compile(r"\b(?:also|too|as well|another|additionally|plus|same (?:for|with)|^and)\b")
"""Words by which a customer names one order besides another, and those that name it in place of another."""
UNNAMED = ""
"""Stands for the number of another order that the customer has not named yet."""
SPEAKS_OF_ANOTHER = re.compile(r"\b(?:other|another|different|previous|earlier|older) order\b")
TAKES_BACK = re.compile(r"\b(?:not|wrong|instead|rather|meant|mean|sorry)\b")


def number_meant(numbers: Sequence[str], words: str) -> str | None:
    """Which of the order numbers an answer means that names none: "the second one"; the first one for "both"."""
    place = place_named(words, len(numbers))
    if place is not None:
        return numbers[place]
    return numbers[0] if numbers and ANY_OF_THEM.search(normalised(words)) else None


def takes_back(heard: Heard) -> bool:
    """Whether the message names an order in place of another."""
    guessed = heard.intent == "correct" and not adds(heard)
    return guessed or TAKES_BACK.search(normalised(heard.text)) is not None


def further_orders(turn: Turn, heard: Heard) -> list[str]:
    """The order numbers of a message that are none of the order at hand, where there is one."""
    order = turn.order
    if order is None or takes_back(heard):
        return []
    return [number for number in dict.fromkeys(heard.order_numbers) if not orders.has_number(order, number)]


def adds(heard: Heard) -> bool:
    """Whether the message asks for the same once more: "and QA-10477 as well"."""
    return ADDS.search(normalised(heard.text)) is not None


def let_wait(turn: Turn, numbers: Sequence[str]) -> Replies:
    """Queues the request at hand once more for each of these orders, with all that has been told so far."""
    case = turn.case
    if case is None or not numbers:
        return []
    for number in numbers:
        note_order(turn, queue_copy(turn, case), number)
    return [Say("queued_order", {"order_numbers": ", ".join(numbers)})]


def note_order_told(turn: Turn, case: Case, told: Heard) -> None:
    """Keeps with a waiting request that it is about another order: "where is my refund for the other order"."""
    if len(set(told.order_numbers)) == 1:
        note_order(turn, case, told.order_numbers[0])
    elif not told.order_numbers and SPEAKS_OF_ANOTHER.search(normalised(told.text)):
        note_order(turn, case, UNNAMED)


def note_order(turn: Turn, case: Case, number: str) -> None:
    """Keeps with a waiting request the number of the order it is about."""
    note(turn, case, OTHER_ORDER, number, "said")


def other_order(turn: Turn, case: Case) -> str | None:
    """The number of the order that a waiting request is about, or UNNAMED; None where that is the one at hand."""
    kept = cases.latest_facts(turn.session, case).get(OTHER_ORDER)
    number = str(kept.value) if kept else None
    is_at_hand = bool(number) and turn.order is not None and orders.has_number(turn.order, str(number))
    return None if is_at_hand else number
