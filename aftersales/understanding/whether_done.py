"""Whether a message asks if what was just asked for has been done: "did it work?", "is it cancelled now?"."""

from __future__ import annotations

import re

from aftersales.understanding.text import normalised

_DONE = r"(?:done|through|cancelled|canceled|open|opened|sorted|settled|finished|gone through|worked)"
_BEFORE = r"(?:and|so|ok|okay|wait|hm+|but|then|,)"
_ASKED = re.compile(
    rf"(?:{_BEFORE} )*(?:did (?:it|that|this) (?:work|go through|happen)|did you (?:do|cancel|open) (?:it|that)"
    rf"|(?:is|was|has|have you) (?:it|that|this|my order|everything)? ?(?:really |now |been |all )*{_DONE}"
    rf"|all done|(?:it|that) (?:is|'s) {_DONE}(?: now)?)(?: (?:now|then|right|already|correct))* \?"
)
_CANCELLED = re.compile(
    r"^(?:\w+ ,? ?)?(?:did (?:you|u) (?:\w+ )?cancel"
    r"|(?:is|was|has|have) (?:it|you|u|my order|the order|order \S+)(?: (?:already|really|now|been))* cancel+ed)\b"
)


def asks_whether_cancelled(text: str) -> bool:
    """Whether the message begins by asking if an order was cancelled, and does not ask for it."""
    return _CANCELLED.search(normalised(text)) is not None


def asks_whether_done(text: str) -> bool:
    """Whether the whole message is such a question."""
    return _ASKED.fullmatch(normalised(text)) is not None
