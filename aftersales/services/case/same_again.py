"""The same once more for another order or item: "and the other one?" after "where is my order?"."""

from __future__ import annotations

from dataclasses import replace

from aftersales.records import cases, orders, transcript
from aftersales.records.tables import Case, Order, OrderLine
from aftersales.services import cancel_order, claim_status, order_status
from aftersales.services.case.items import line_in_passing
from aftersales.services.case.opening import PICKED, open_request
from aftersales.services.case.steps import go_on
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.identify_order import forget_order
from aftersales.services.wording import words
from aftersales.understanding.identifiers import find_identifiers
from aftersales.understanding.same_again import asked_of, asks_of_the_other, speaks_of_an_order

REPEATED = (order_status.FLOW.stem, claim_status.FLOW.stem, cancel_order.FLOW.stem)
"""What is asked of a whole order, so that it can be asked of another one without anything told of the first."""


def ask_the_same_again(turn: Turn, heard: Heard) -> Replies:
    """Asks of another order, or tells of another item, what the last request was; nothing for another message."""
    last, order = _last_done(turn), turn.order
    if last is None or order is None:
        return []
    if any(not orders.has_number(order, number) for number in heard.order_numbers):
        return _open(turn, last, heard) if _names_only(heard, last) else []
    if last.flow == order_status.FLOW.stem and (line := _line_asked_of(order, heard.text)):
        return [_same_order([line]), order_status.tell_order_status(order)]
    if not asks_of_the_other(heard.text):
        return []
    if number := _number_named_before(turn, order):
        return _open(turn, last, replace(heard, order_numbers=(number,)))
    if last.flow == order_status.FLOW.stem and len(order.lines) > 1 and not speaks_of_an_order(heard.text):
        return [_same_order(order.lines), order_status.tell_order_status(order), Say("or_another_order")]
    forget_order(turn)
    return _open(turn, last, heard)


def _last_done(turn: Turn) -> Case | None:
    """The request before this message, if it is over, may be asked of another order, and nothing is asked since."""
    if turn.case is not None or turn.asked.get("kind", "flow") != "flow":
        return None
    last = next(reversed(cases.of_conversation(turn.session, turn.conversation.id)), None)
    return last if last and last.flow in REPEATED and last.status == "done" else None


def _names_only(heard: Heard, last: Case) -> bool:
    """Whether the message names an order and no more than that it is asked of, too; a bare number only looks up."""
    is_bare = len(heard.text.split()) == 1 and last.flow == order_status.FLOW.stem
    return is_bare or asked_of(heard.text) is not None


def _open(turn: Turn, last: Case, heard: Heard) -> Replies:
    same = replace(heard, intent=last.flow, confidence=PICKED, facts=(), between=())
    return [*open_request(turn, last.flow, same), *go_on(turn)]


def _line_asked_of(order: Order, text: str) -> OrderLine | None:
    thing = asked_of(text)
    return line_in_passing(order, thing) if thing and len(order.lines) > 1 else None


def _number_named_before(turn: Turn, order: Order) -> str | None:
    """The one other order number that the customer has named in this conversation."""
    lines = transcript.read(turn.session, turn.conversation.id)
    said = [found for line in lines if line.author == transcript.CUSTOMER for found in find_identifiers(line.text)]
    numbers = {found.value for found in said if found.kind == "order_number"}
    others = [number for number in numbers if not orders.has_number(order, number)]
    return others[0] if len(others) == 1 else None


def _same_order(lines: list[OrderLine]) -> Say:
    *before, last = [line.name for line in lines]
    named = words("both", {"first": ", ".join(before), "last": last}) if before else last
    return Say("same_order", {"products": named})
