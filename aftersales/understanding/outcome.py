"""Whether a message asks no more than what comes of the request: "what do I get?", "so what now"."""

from __future__ import annotations

import re

from aftersales.understanding.text import normalised

_BEFORE = r"(?:(?:ok|okay|so|and|but|well|then|yes|please|hm+|alright|fine|[,.!]) )*"
_AFTER = r"(?: (?:then|now|please|pls|here|exactly|anyway|instead|[,.!?]))*"
_WHAT_IS = r"(?:what (?:'s |is |are )|whats )"
_DO = r"(?:do|will|would|can|could|should)"
_WE = r"(?:i|u|you|we)"
_FOR_IT = r"(?:for (?:it|that|this|me)|back|about (?:it|that|this))"
_GIVEN = r"(?:my money back|a refund|a replacement|a new one|it (?:repaired|fixed|replaced|refunded|exchanged))"
_ASKED = "|".join(
    (
        rf"what {_DO} {_WE} (?:get|do|expect|offer|give me)(?: {_FOR_IT})?",
        rf"{_WHAT_IS}(?:my|the) (?:options?|choices?|rights?|possibilities|solution)",
        rf"{_WHAT_IS}(?:next|going to happen|gonna happen)",
        r"what (?:now|next|then)",
        r"what happens(?: (?:now|next|with (?:it|this|my \w+)))?",
        r"what (?:are |r )?(?:you|u) (?:going to|gonna) do(?: about (?:it|that|this))?",
        rf"how much (?:money )?{_DO} {_WE} (?:get|refund|pay)(?: me)?(?: back)?",
        rf"(?:{_DO}|am|is) (?:i|u|you|it) (?:\w+ ){{0,3}}or (?:not|no)",
        rf"{_DO} (?:i get|i have|u give me|you give me) {_GIVEN}",
        r"am i covered|is (?:it|this|that) covered",
    )
)
_OUTCOME = re.compile(rf"{_BEFORE}(?:{_ASKED}){_AFTER}")


def asks_for_outcome(text: str) -> bool:
    """Whether the whole message asks what the customer gets or what happens now, and tells nothing."""
    return _OUTCOME.fullmatch(normalised(text)) is not None
