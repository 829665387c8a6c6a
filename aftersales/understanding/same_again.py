"""Whether a message asks of another thing what was asked of one before: "and the other one?"."""

from __future__ import annotations

import re

from aftersales.understanding.text import normalised

_BEFORE = r"(?:ok|okay|thanks|thank you|thx|great|good|fine|perfect|cool|super|oh|hm+|so|well|alright|right|yes|[,.!])"
_LEAD = (
    r"(?:and|but|also|then|plus|what about|how about|what of|what is with|the same (?:for|with)|same (?:for|with)"
    r"|(?:where|when|how) (?:is|'s|are|does)|wheres|whats with|(?:what (?:is|'s) )?(?:the )?status of"
    r"|(?:can|could) you (?:also |please )?(?:check|look up|tell me about)|(?:please )?(?:check|tell me about)"
    r"|any news (?:on|of|about))"
)
_TO = r"(?:for|with|of|on|about)"
_WHOSE = r"(?:the|my|your|that)"
_ANOTHER = r"(?:other|others|second|2nd|next|third|rest|remaining)"
_THING = (
    r"(?:one|ones|item|items|thing|order|parcel|package|delivery|product|two|half|part|stuff|of (?:it|them|my order))"
)
_AFTER = r"(?:too|also|as well|then|please|pls|arriving|coming|doing|now|i ordered|i bought|[?.!,])"
_OF_THE_OTHER = re.compile(
    rf"(?:{_BEFORE} )*(?:{_LEAD} )*(?:{_TO} )?{_WHOSE} {_ANOTHER}(?: {_THING})?(?: {_AFTER})*", re.IGNORECASE
)
_OF_SOMETHING = re.compile(
    rf"(?:{_BEFORE} )*(?:{_LEAD} )+(?:{_TO} )?(?:{_WHOSE} )?(?:order )?"
    rf"(?P<thing>\w[\w-]*(?: [\w-]+){{0,4}}?)(?: {_AFTER})*",
    re.IGNORECASE,
)
_ORDERS = re.compile(r"\b(?:order|parcel|package|delivery)\b")


def asks_of_the_other(text: str) -> bool:
    """Whether the whole message asks the same of the other thing: "ok thanks, and the second one?"."""
    return _OF_THE_OTHER.fullmatch(normalised(text)) is not None


def speaks_of_an_order(text: str) -> bool:
    """Whether it is an order that the words name, and no item of it."""
    return _ORDERS.search(normalised(text)) is not None


def asked_of(text: str) -> str | None:
    """What the message asks the same of: in "and the memory card?" the "memory card"; None where it says more."""
    found = _OF_SOMETHING.fullmatch(normalised(text))
    return found["thing"] if found else None
