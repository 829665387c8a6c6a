"""A message that is close to two readings: one that alone can be meant is taken up, else it is asked which."""

from __future__ import annotations

from dataclasses import replace

from aftersales.services.case.opening import open_request
from aftersales.services.case.possible_readings import possible_readings
from aftersales.services.case.steps import go_on
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reading_question import ask_which_reading
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn
from aftersales.services.flows import FLOWS, SURE_BY_ITSELF
from aftersales.services.identify_order import note_order_named


def ask_what_can_be_meant(turn: Turn, heard: Heard) -> Replies:
    """Looks up the order that is named; then opens the one request that can be meant with it, or asks which of two."""
    found = note_order_named(turn, heard)
    left = possible_readings(turn, heard.between)
    if len(left) == 1 and left[0] in FLOWS:
        only = replace(heard, intent=left[0], confidence=SURE_BY_ITSELF, between=())
        return [*found, *open_request(turn, left[0], only), *go_on(turn)]
    return [*found, *ask_which_reading(turn, replace(heard, between=left))]
