"""Days in a customer's words, resolved around today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aftersales.understanding.calendar_days import CALENDAR_DAYS
from aftersales.understanding.date_forms import DateForm
from aftersales.understanding.relative_days import RELATIVE_DAYS
from aftersales.understanding.text import same_length

FORMS: tuple[DateForm, ...] = (*CALENDAR_DAYS, *RELATIVE_DAYS)


@dataclass(frozen=True)
class DatePhrase:
    """The words of a message that name a day, and where they stand (character offsets)."""

    text: str
    start: int
    end: int


def find_dates(text: str) -> tuple[DatePhrase, ...]:
    """The phrases that name one day, in the order of the message; "last week" or "recently" names none."""
    spans = sorted(match.span() for _, match in _matches(same_length(text)))
    return tuple(DatePhrase(text[start:end], start, end) for start, end in spans)


def resolve_date(text: str, today: date, day_first: bool) -> date | None:
    """The past day that the words name, counted from `today`.

    `day_first` says how the shop's customers write 3/5. A day without a year is the most recent one. None when
    no day is named, when it is too vague ("last week"), when two differ, or when it lies in the future.
    """
    days = {form.means(match, today, day_first) for form, match in _matches(same_length(text))}
    if len(days) != 1:
        return None
    day = days.pop()
    return day if day is not None and day <= today else None


def _matches(text: str) -> Iterator[tuple[DateForm, re.Match[str]]]:
    """Every form found, each place in the text taken once by the first form that fits it."""
    taken: list[tuple[int, int]] = []
    for form in FORMS:
        for match in form.looks.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end in taken):
                taken.append(match.span())
                yield form, match
