"""Items meant by what they are not: "the other one", "not the camera"."""

from __future__ import annotations

import re

from aftersales.records import cases
from aftersales.records.tables import Case, Order, OrderLine
from aftersales.services.conversation.turn import Turn

THING = r"(?:one|item|thing|product|device|article)"
THE_OTHER = re.compile(rf"\bthe other (?:{THING}\b|of (?:them|the two)\b|\W*$)", re.IGNORECASE)
INSTEAD = re.compile(
    rf"^(?:.*\b(?:no|nope|not|sorry|actually|wait|mean|meant|rather|instead)\b.*)?(?<!not )"
    rf"\bthe other (?:{THING}|of (?:them|the two))?\W*$",
    re.IGNORECASE | re.DOTALL,
)
"""A message of no more than that the other one is meant; "one is dead, the other one works" is another."""
ADDED = re.compile(
    rf"\bthe other (?:{THING}\b )?[^.?!]*\b(?:too|also|as well)\b|\b(?:also|so (?:is|does)) the other\b", re.IGNORECASE
)
REFUSED = re.compile(
    r"\b(?:not|isn'?t|wasn'?t) (?:about )?(?:the|my|that|this) (?!other\b)[^,.;:!?]+?(?=[,.;:!?]|\b(?:but|it'?s)\b|$)",
    re.IGNORECASE,
)


def adds_the_other(words: str) -> bool:
    """Whether another piece has the same: "and the other one is broken too"."""
    return ADDED.search(words) is not None


def without_refused(words: str) -> str:
    """The words without those that say what is not meant: of "not the camera, the other one" the latter."""
    return REFUSED.sub(" ", words)


def other_instead(order: Order, at_hand: int | None, words: str) -> OrderLine | None:
    """The one line of the order beside that at hand (its id), where the words put the other one in its place."""
    return _beside(order, at_hand) if INSTEAD.search(words) else None


def _beside(order: Order, at_hand: int | None) -> OrderLine | None:
    others = [line for line in order.lines if line.id != at_hand]
    return others[0] if at_hand is not None and len(others) == 1 else None


def other_than_before(turn: Turn, case: Case, order: Order, words: str) -> OrderLine | None:
    """The other of two lines than the one that the request before this one was about."""
    if not THE_OTHER.search(words):
        return None
    before = [earlier for earlier in cases.of_conversation(turn.session, turn.conversation.id) if earlier.id < case.id]
    return _beside(order, before[-1].line_id) if before else None
