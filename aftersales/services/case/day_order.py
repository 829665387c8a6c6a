"""Days that cannot be: ahead of today, or before what has to come first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aftersales.policy.explain import day_in_words
from aftersales.policy.model import ShopPolicy
from aftersales.services.conversation.reply import Say
from aftersales.services.conversation.turn import Turn

COMES_AFTER: Mapping[str, tuple[str, ...]] = {
    "delivered_on": ("shipped_on", "placed_on"),
    "first_noticed_on": ("delivered_on", "shipped_on", "placed_on"),
    "sent_back_on": ("delivered_on", "shipped_on", "placed_on"),
    "arrived_back_on": ("sent_back_on", "delivered_on", "shipped_on", "placed_on"),
}
"""For each day that customers tell, the days that it cannot lie before, the latest of them first."""


def misfit(turn: Turn, known: Mapping[str, Any], policy: ShopPolicy, fact: str, day: date) -> Say | None:
    """What does not fit about a day told for a fact, by the order and the facts known; None where it may be so."""
    words = policy.vocabulary.facts
    values = {"what": words[fact].words, "day": day_in_words(day)}
    if day > turn.today:
        return Say("day_lies_ahead", values)
    for earlier in COMES_AFTER.get(fact, ()):
        before = _day(getattr(turn.order, earlier, None) or known.get(earlier))
        if before is not None and day < before:
            return Say(
                "day_comes_too_early", {**values, "other": words[earlier].words, "other_day": day_in_words(before)}
            )
    return None


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
