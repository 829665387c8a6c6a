"""What one message of a customer says, as far as it was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class HeardFact:
    """A fact told in passing, with the customer's own words for it and the place in the message where they begin."""

    fact: str
    value: Any
    quote: str
    at: int = 0


@dataclass(frozen=True)
class Heard:
    """One message: its words, the intent they were taken for (confidence 0 to 1) and what was picked out.

    `dates` are days told in words, under what they are about (a date fact, or "" where the words do not say).
    `between` are the two intents of which the message has one, where it was too unsure which.
    """

    text: str
    intent: str = ""
    confidence: float = 1.0
    facts: tuple[HeardFact, ...] = ()
    order_numbers: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    quantities: tuple[int, ...] = ()
    dates: Mapping[str, date] = field(default_factory=dict)
    shop: str | None = None
    between: tuple[str, ...] = ()

    def values_of(self, fact: str) -> tuple[Any, ...]:
        """Every value that the message gives a fact, in the order said."""
        return tuple(dict.fromkeys(heard.value for heard in self.facts if heard.fact == fact))

    def to_json(self) -> dict[str, Any]:
        """The message as it can be kept in the ledger."""
        return {**asdict(self), "dates": {about: day.isoformat() for about, day in self.dates.items()}}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Heard:
        """A message that was kept."""
        facts = tuple(HeardFact(**fact) for fact in kept["facts"])
        dates = {about: date.fromisoformat(day) for about, day in kept["dates"].items()}
        listed = {name: tuple(kept[name]) for name in ("order_numbers", "emails", "products", "quantities", "between")}
        return cls(**{**kept, **listed, "facts": facts, "dates": dates})
