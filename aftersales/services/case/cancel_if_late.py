"""Cancelling only if the order does not come in time: nothing is opened, the order is looked up."""

from __future__ import annotations

from dataclasses import replace

from aftersales.policy.facts import PROBLEM
from aftersales.services import cancel_order, order_status
from aftersales.services.case.cancelling_today import cancelling_today
from aftersales.services.case.facts import IF_LATE, note
from aftersales.services.case.opening import PICKED, open_request
from aftersales.services.case.steps import go_on
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import question_again
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn
from aftersales.services.flow import UNWANTED
from aftersales.understanding.if_late import cancels_if_late

CANCEL = "cancel"
TOLD_ALONG = (*cancel_order.FLOW.problems, *UNWANTED)
"""Problems in whose words the wish itself may be told; whoever tells another one is not waiting for a parcel."""


def look_where_it_is(turn: Turn, heard: Heard) -> Replies:
    """Where the order is, and what cancelling would mean, for who cancels only if it comes late; else nothing."""
    if not cancels_if_late(heard.text) or not set(heard.values_of(PROBLEM)) <= {*TOLD_ALONG}:
        return []
    case, order = turn.case, turn.order
    if case is None or case.flow == order_status.FLOW.stem:
        return _look_up(turn, heard)
    if order is None or CANCEL not in heard.text.lower():
        return []
    return [order_status.tell_order_status(order), *cancelling_today(turn, order), *question_again(turn)]


def look_up_instead(turn: Turn, heard: Heard) -> Replies:
    """Looks the order up, whatever request the message was taken for."""
    return [*_open_look_up(turn, heard), *go_on(turn)]


def _look_up(turn: Turn, heard: Heard) -> Replies:
    replies = _open_look_up(turn, heard)
    if turn.case is not None:
        note(turn, turn.case, IF_LATE, True, "said", heard.text)
    return [*replies, *go_on(turn)]


def _open_look_up(turn: Turn, heard: Heard) -> Replies:
    stem = order_status.FLOW.stem
    return open_request(turn, stem, replace(heard, intent=stem, confidence=PICKED, facts=(), between=()))
