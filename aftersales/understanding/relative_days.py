"""Days told from today: "yesterday", "three days ago", "last Tuesday", "Friday last week"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aftersales.understanding.date_forms import MORNING_TO_NIGHT, DateForm, Resolver, form
from aftersales.understanding.numbers import WORDS

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FULL = r"(?:mon|tues|wednes|wendes|thurs|fri|satur|sun)day"
_SHORT = r"mon|tues?|wed|thur?s?|fri|sat|sun"
_COUNT = r"(?P<count>\d{1,3}|an?|" + "|".join(WORDS) + ")"
_UNIT = r"(?P<unit>days?|weeks?|wks?)"


def _days_back(days: int) -> Resolver:
    return lambda _match, today, _day_first: today - timedelta(days=days)


def _counted_back(match: re.Match[str], today: date, _day_first: bool) -> date:
    written = match["count"].lower()
    count = 1 if written in ("a", "an") else WORDS.get(written) or int(written)
    return today - timedelta(days=count * (7 if match["unit"].lower().startswith("w") else 1))


def _latest_weekday(match: re.Match[str], today: date, _day_first: bool) -> date:
    """The most recent such day; on a Friday "Friday" is today and "last Friday" a week ago."""
    back = (today.weekday() - _weekday_number(match)) % 7
    said_last = (match["which"] or "").lower() in ("last", "past")
    return today - timedelta(days=7 if back == 0 and said_last else back)


def _weekdays_back(match: re.Match[str], today: date, _day_first: bool) -> date:
    """Of "three Sundays ago" the third one counted back; today is none of them."""
    back = (today.weekday() - _weekday_number(match)) % 7 or 7
    return today - timedelta(days=back + 7 * (WORDS[match["count"].lower()] - 1))


def _week_before_weekday(match: re.Match[str], today: date, _day_first: bool) -> date:
    """Of "a week last Tuesday" the day a week before the Tuesday just past."""
    back = (today.weekday() - _weekday_number(match)) % 7 or 7
    return today - timedelta(days=back + 7)


def _weekday_of_last_week(match: re.Match[str], today: date, _day_first: bool) -> date:
    monday = today - timedelta(days=today.weekday() + 7)
    return monday + timedelta(days=_weekday_number(match))


def _weekday_number(match: re.Match[str]) -> int:
    start = match["weekday"].lower()[:3]
    return _WEEKDAYS.index("wed" if start == "wen" else start)


_TODAY = r"today|tonight|2day|this\s+(?:morning|noon|afternoon|evening)|just\s+now|\w+\s+(?:hours?|minutes?)\s+ago"
_YESTERDAY = rf"(?:yesterday|yesterdy|yesturday|yestarday|yday|ystrday){MORNING_TO_NIGHT}|last\s+(?:night|evening)"

# A longer form stands before the shorter one it contains.
RELATIVE_DAYS: tuple[DateForm, ...] = (
    form(r"(?:the\s+)?day\s+before\s+yesterday", _days_back(2)),
    form(_YESTERDAY, _days_back(1)),
    form(_TODAY, _days_back(0)),
    form(r"(?:a\s+)?fortnight\s+(?:ago|back)", _days_back(14)),
    form(rf"a\s+week\s+(?:(?:ago\s+)?(?:last|on)|ago)\s+(?P<weekday>{_FULL})", _week_before_weekday),
    form(rf"(?P<count>two|three|four)\s+(?P<weekday>{_FULL})s\s+(?:ago|back)", _weekdays_back),
    form(rf"{_COUNT}\s*{_UNIT}\s+(?:ago|back)(?:\s+today)?", _counted_back),
    form(rf"since\s+(?:the\s+)?(?:last\s+|past\s+)?{_COUNT}\s*{_UNIT}", _counted_back),
    form(rf"(?:on\s+)?(?P<weekday>{_FULL})\s+(?:of\s+)?last\s+week", _weekday_of_last_week),
    form(rf"last\s+week(?:\s+on)?\s+(?P<weekday>{_FULL})", _weekday_of_last_week),
    form(rf"(?:on\s+)?(?P<weekday>{_FULL})\s+(?P<which>last|past)(?!\s+(?:week|month|year))", _latest_weekday),
    form(
        rf"(?:(?:on\s+)?(?P<which>last|past|this)\s+|on\s+)(?P<weekday>{_FULL}|{_SHORT}){MORNING_TO_NIGHT}",
        _latest_weekday,
    ),
    form(rf"(?P<which>)(?P<weekday>{_FULL}){MORNING_TO_NIGHT}", _latest_weekday),
)
