"""Days told by the calendar: "3 May", "May 3rd, 2026", "2026-05-03", "3/5", "on the 3rd"."""

from __future__ import annotations

import re
from datetime import date

from dateutil.parser import ParserError, parse
from dateutil.relativedelta import relativedelta

from aftersales.understanding.date_forms import DateForm, form

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?!\w)(?:\.(?=\s+\d))?"
)
_UP_TO_NINE = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = (
    "tenth",
    "eleventh",
    "twelfth",
    *(f"{ten}teenth" for ten in ("thir", "four", "fif", "six", "seven", "eigh", "nine")),
)
_TWENTIES = ("twentieth", *(f"twenty-{one}" for one in _UP_TO_NINE))
_ORDINAL_WORDS = (*_UP_TO_NINE, *_TEENS, *_TWENTIES, "thirtieth", "thirty-first")
_ORDINAL = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)"
_WORDS = "|".join(word.replace("-", r"[-\s]") for word in reversed(_ORDINAL_WORDS))
_DAY = rf"{_ORDINAL}?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NOT_THE_VERB = r"(?!\s+(?:be|not|have|also|need|still|come|or|seem))"
_NUMERIC_YEAR = r"(?P<year>(?:20)?\d\d)"
_YEARS_OF_A_LEAP_DAY = 9
_FEASTS = {
    "christmas eve": "24 Dec",
    "christmas day": "25 Dec",
    "boxing day": "26 Dec",
    "new years eve": "31 Dec",
    "new years day": "1 Jan",
    "halloween": "31 Oct",
}
_COUNTED_THINGS = "time|one|generation|day|week|item|order|floor|street|avenue|attempt|try|place|page|line"
_FEAST = "|".join(_FEASTS).replace("years", "year'?s")
_GOES_ON = r"(?!\s+(?!and\b|but\b|it\b|i\b|we\b|they\b|my\b|the\b|this\b|at\b|in\b)[a-z])"
"""Behind "on the second": nothing that it would count ("on the second try")."""


def _named(match: re.Match[str], today: date, _day_first: bool) -> date | None:
    return _of_month(match["day"], match, today)


def _in_words(match: re.Match[str], today: date, _day_first: bool) -> date | None:
    day = _ORDINAL_WORDS.index("-".join(match["word"].lower().split())) + 1
    return _of_month(str(day), match, today)


def _word_of_this_month(match: re.Match[str], today: date, _day_first: bool) -> date | None:
    return _latest_of_month(_ORDINAL_WORDS.index("-".join(match["word"].lower().split())) + 1, today)


def _of_last_month(match: re.Match[str], today: date, _day_first: bool) -> date | None:
    month = today - relativedelta(months=1 if match["which"].lower() == "last" else 0)
    day = month + relativedelta(day=int(match["day"]))
    return day if day.day == int(match["day"]) else None


def _feast(match: re.Match[str], today: date, _day_first: bool) -> date | None:
    return _latest(_FEASTS[" ".join(match["feast"].lower().replace("'", "").split())], today)


def _of_month(day: str, match: re.Match[str], today: date) -> date | None:
    written = f"{day} {match['month'][:3]}"
    return _parsed(f"{written} {match['year']}") if match["year"] else _latest(written, today)


def _numeric(match: re.Match[str], today: date, day_first: bool) -> date | None:
    first, second = int(match["first"]), int(match["second"])
    swapped = first <= 12 and (second > 12 or not day_first)
    day, month = (second, first) if swapped else (first, second)
    if not 1 <= month <= 12:
        return None
    written = f"{day} {date(2000, month, 1):%b}"
    year = match["year"]
    return _parsed(f"{written} {year if len(year) == 4 else '20' + year}") if year else _latest(written, today)


def _iso(match: re.Match[str], _today: date, _day_first: bool) -> date | None:
    return _parsed("-".join((match["year"], match["month"], match["day"])))


def _day_of_month(match: re.Match[str], today: date, _day_first: bool) -> date | None:
    return _latest_of_month(int(match["day"]), today)


def _latest_of_month(number: int, today: date) -> date | None:
    for months in range(3):
        day = today - relativedelta(months=months) + relativedelta(day=number)
        if day.day == number and day <= today:
            return day
    return None


def _latest(written: str, today: date) -> date | None:
    """The most recent day of that name; only 29 February needs to look further back than last year."""
    candidates = (_parsed(f"{written} {today.year - back}") for back in range(_YEARS_OF_A_LEAP_DAY))
    return next((day for day in candidates if day is not None and day <= today), None)


def _parsed(written: str) -> date | None:
    try:
        return parse(written, dayfirst=False).date()
    except (ParserError, OverflowError):
        return None


CALENDAR_DAYS: tuple[DateForm, ...] = (
    form(rf"(?:on\s+)?(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_NOT_THE_VERB}(?:,?\s+{_YEAR})?", _named),
    form(rf"(?:on\s+)?the\s+(?P<word>{_WORDS})\s+of\s+{_MONTH}(?:,?\s+{_YEAR})?", _in_words),
    form(rf"(?:on\s+)?{_MONTH}\s+(?:the\s+)?{_DAY}(?![\d:])(?:,?\s+{_YEAR})?", _named),
    form(r"(?P<year>20\d\d)[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)", _iso),
    form(rf"(?!24/7)(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)(?:/{_NUMERIC_YEAR})?(?![/\d])", _numeric),
    form(rf"(?P<first>[0-3]?\d)-(?P<second>[0-3]?\d)-{_NUMERIC_YEAR}", _numeric),
    form(rf"(?P<first>[0-3]?\d)\.\s?(?P<second>[01]?\d)\.\s?{_NUMERIC_YEAR}?(?!\d)", _numeric),
    form(rf"(?:on\s+)?the\s+{_ORDINAL}\s+of\s+(?P<which>this|last)\s+month", _of_last_month),
    form(rf"on\s+the\s+(?P<word>{_WORDS}){_GOES_ON}", _word_of_this_month),
    form(rf"(?:on|at)\s+(?P<feast>{_FEAST})", _feast),
    form(rf"(?:on|(?:on\s+)?the)\s+{_ORDINAL}(?!\s+(?:{_COUNTED_THINGS}))", _day_of_month),
)
