"""A wish taken back in the very message that tells it: "cancel my order. Actually no, keep it"."""

from __future__ import annotations

import re

from aftersales.understanding.text import same_length

_WAVERS = r"(?:actually|oh|no|wait|hm+|sorry|on second thoughts?|scratch that|i changed my mind|never ?mind)"
_KEEPS = (
    r"(?:please )?(?:(?:i(?:'ll| will) )?(?:keep|leave) (?:it|them|the order|everything)"
    r"|do(?:n'?t| not) (?:cancel(?: it)?|do (?:it|that)|bother)"
    r"|never ?mind|forget (?:it|that|about it)|let it be|i (?:do )?want it after all)"
)
_TAKEN_BACK = re.compile(
    rf"[.,;!?\n-]\s*(?:{_WAVERS}[\s,.!-]+){{0,5}}{_KEEPS}(?=\s*(?:[.,;:!?\n]|$|and\b|but\b))", re.IGNORECASE
)

_WAVERING = re.compile(r"^\W*(?:(?:no|oh|actually|but|hm+|sorry)\b[\s,.!]*)*wait\b[\s,.!-]+(?=\w)", re.IGNORECASE)


def without_wavering(text: str) -> str:
    """The message without the "no wait" with which it begins, where more follows: "no wait, a refund"."""
    return _WAVERING.sub("", same_length(text))


def after_second_thought(text: str) -> str | None:
    """What a message says after it has taken back what it began with; None where it takes nothing back."""
    ends = [found.end() for found in _TAKEN_BACK.finditer(same_length(text))]
    return text[ends[-1] :].strip(" .,;!") if ends else None
