"""Whether an order is to be cancelled only if it comes late: "if it isn't here by Friday, cancel it"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftersales.understanding.text import normalised

_IN_TIME = re.compile(
    r"\b(?:by|before|until|till|within|soon|(?:in|on) time|to-?day|to-?night|tomorrow|(?:this|next) \w+"
    r"|in \w+ (?:days?|weeks?)|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|end of)\b"
)
_COME = (
    r"here|there|arriv\w+|com(?:e|es|ing)|came|deliver\w*|gets?|got|received?|recieved?|turn\w* up|show\w* up|reach\w*"
)
_COMES = re.compile(rf"\b(?:{_COME})\b")
_COMES_OR_IS_NEEDED = re.compile(rf"\b(?:{_COME}|need|want|have)\b")
_IF = re.compile(r"\b(?:if|in case|should)\b")
_NOT = re.compile(r"\b(?:not|never|nothing)\b")
_UNLESS = re.compile(r"\bunless\b")
_LATE = re.compile(r"\b(?:longer|later than|(?<!too )late|delayed)\b")
_OTHERWISE = re.compile(r"\b(?:otherwise|or else|if not|or i)\b")
_BY_A_DAY = ((_IF, _NOT, _COMES), (_UNLESS, _COMES))
"""Conditions with a day behind them, anywhere."""
_AT_ALL = ((_IF, _LATE), (_COMES_OR_IS_NEEDED, _IN_TIME, _OTHERWISE))

_ENDS = re.compile(r"[.;!?]|\b(?:refund\w*|money|answer\w*|repl\w+|response|e-?mail|label|slip|number|one)\b")
"""A condition on the parcel does not reach beyond its sentence, nor beyond something else that is waited for."""
_THEN_OFF = re.compile(
    r"\bcancel\w*|\b(?:money|cash) back\b|\brefund\w*|\bforget (?:about )?(?:it|the \w+)\b"
    r"|\b(?:do not|no longer|not) (?:want|need) (?:it|them|this|the \w+)\b"
)


def cancels_if_late(text: str) -> bool:
    """Whether the words want the order cancelled, or the money back, only if it does not come in time."""
    words = normalised(text)
    return bool(_THEN_OFF.search(words)) and any(_is_if_late(words, start, end) for start, end in _reaches(words))


def _is_if_late(words: str, start: int, end: int) -> bool:
    by_a_day = (_end_of(words, start, end, *parts) for parts in _BY_A_DAY)
    if any(told is not None and _IN_TIME.search(words, told) for told in by_a_day):
        return True
    return any(_end_of(words, start, end, *parts) is not None for parts in _AT_ALL)


def _end_of(words: str, start: int, end: int, *parts: re.Pattern[str]) -> int | None:
    """Where the last of the parts ends that stand there in this order.

    One search for each, from where the one before ended: a single pattern would try every pair of them, for a minute
    where somebody repeats the words on purpose.
    """
    for part in parts:
        found = part.search(words, start, end)
        if found is None:
            return None
        start = found.end()
    return start


def _reaches(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _ENDS.finditer(words):
        yield start, stop.start()
        start = stop.end()
    yield start, len(words)
