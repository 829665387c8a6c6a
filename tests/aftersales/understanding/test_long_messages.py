"""A long message of repeated words is read in a time that grows with its length, and not with its square or cube."""

import time
from collections.abc import Callable

import pytest

from aftersales.understanding.identifiers import find_identifiers
from aftersales.understanding.if_late import cancels_if_late
from aftersales.understanding.outcome import asks_for_outcome
from aftersales.understanding.same_again import asked_of, asks_of_the_other
from aftersales.understanding.second_thoughts import after_second_thought
from aftersales.understanding.shops import words_for_a_shop
from aftersales.understanding.whether_done import asks_whether_done
from aftersales.understanding.yes_no import acknowledges

SHORT, LONG = 500, 2000
LESS_THAN_SQUARED = 11.0
"""What is four times as long takes four times the time where it is read once, sixteen times where twice over."""


@pytest.mark.parametrize(
    ("read", "piece"),
    [
        *((find_identifiers, piece) for piece in ("#", "number : # ", "order 1 ", "claim no. 12 ", "1 2 3 ", "word ")),
        *((cancels_if_late, piece) for piece in ("cancel if not come ", "should not come, cancel ", "cancel come by ")),
        *((words_for_a_shop, piece) for piece in ("ordered at ", "shop is ", "from the ")),
        *((asks_for_outcome, piece) for piece in ("so ", "what now ", "! ")),
        *((asked_of, piece) for piece in ("and ", "where is ")),
        *((after_second_thought, piece) for piece in ("no, ", ", never mind", "actually no wait, ")),
        *((asks_whether_done, piece) for piece in ("so ", "is it now ")),
        *((acknowledges, piece) for piece in ("ok ", "thanks, ")),
        *((asks_of_the_other, piece) for piece in ("ok ", "and the other ")),
    ],
)
def test_a_long_message_is_read_once(read: Callable[[str], object], piece: str) -> None:
    assert _seconds(read, (piece * LONG)[:LONG]) < LESS_THAN_SQUARED * _seconds(read, (piece * SHORT)[:SHORT])


def _seconds(read: Callable[[str], object], text: str) -> float:
    """The least CPU time of several tries."""
    took = []
    for _ in range(7):
        began = time.process_time()
        read(text)
        took.append(time.process_time() - began)
    return min(took)
