"""What a written form of a day is: how it looks, and which day it means counted from today."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Resolver = Callable[[re.Match[str], date, bool], "date | None"]
"""From the match, today and whether the day is written before the month, to the day meant."""

MORNING_TO_NIGHT = r"(?:\s+(?:morning|noon|lunchtime|afternoon|evening|night))?"

# "about three days ago" is no day; "until Friday" and "next Friday" are not what happened.
_NOT_AFTER = "".join(
    rf"(?<!\b{word}\s)"
    for word in (
        "about",
        "around",
        "roughly",
        "approximately",
        "almost",
        "nearly",
        "approx",
        "next",
        "until",
        "till",
        "by",
        "before",
        "after",
        "every",
        "coming",
    )
)


@dataclass(frozen=True)
class DateForm:
    """One way to write a day."""

    looks: re.Pattern[str]
    means: Resolver


def form(pattern: str, means: Resolver) -> DateForm:
    """A form from the pattern of its words; it must stand as words of its own."""
    looks = re.compile(rf"(?<![\w/.-]){_NOT_AFTER}(?:{pattern})(?!\w)", re.IGNORECASE)
    return DateForm(looks, means)
