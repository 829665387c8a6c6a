"""Windows of time: their last day, and whether a date lies inside, as far as that can be known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dateutil.relativedelta import relativedelta

from aftersales.policy.model import Limit, Unit, Window

if TYPE_CHECKING:
    from aftersales.policy.case import Case

Bounds = tuple[date | None, date | None]
"""The earliest and the latest day something can be; None on a side without a bound."""
FRIDAY = 4
BUSINESS_DAYS_A_WEEK = 5


class WindowState(NamedTuple):
    """Whether the window is kept (None: cannot be told), and its last good day where that is sure."""

    inside: bool | None
    last_day: date | None


NOT_STARTED = WindowState(True, None)
UNKNOWN = WindowState(None, None)


def window_state(window: Window, case: Case) -> WindowState:
    """Tests the window's date against each limit; one kept limit is enough.

    Day 0 is the day of the event and the last day counts. A window that starts with something that has not
    happened yet has not begun to run and is kept.
    """
    if len(window.limits) == 1:
        return _limit_state(window.limits[0], window.tested, case)
    states = [_limit_state(limit, window.tested, case) for limit in window.limits]
    verdicts = [state.inside for state in states]
    inside = True if True in verdicts else (None if None in verdicts else False)
    days = [state.last_day for state in states if state.last_day is not None]
    return WindowState(inside, max(days) if len(days) == len(states) else None)


def _limit_state(limit: Limit, tested: str, case: Case) -> WindowState:
    ends = _sure_end(limit, case) or _ends(limit, case)
    if ends is None:
        return NOT_STARTED
    earliest, latest = ends
    day = case.values.get(tested)
    if not isinstance(day, date):
        kept_so_far = earliest is not None and case.today <= earliest
        return WindowState(True if kept_so_far else None, earliest)
    if earliest is not None and day <= earliest:
        return WindowState(True, earliest)
    if latest is not None and day > latest:
        return WindowState(False, latest)
    return UNKNOWN


def _waits_for_its_start(limit: Limit, case: Case) -> bool:
    facts = case.policy.vocabulary.facts
    return any(facts[start].may_be_pending and start not in case.values for start in limit.starts)


def _sure_end(limit: Limit, case: Case) -> Bounds | None:
    """The last day where one known start and a known length leave no doubt: by far the most frequent case."""
    if len(limit.starts) > 1:
        return None
    start = case.values.get(limit.starts[0])
    length = limit.length if isinstance(limit.length, int) else case.values.get(limit.length)
    if not isinstance(start, date) or not isinstance(length, int):
        return None
    end = last_day(start, limit.unit, length)
    return end, end


def _ends(limit: Limit, case: Case) -> Bounds | None:
    """The earliest and latest last day over all starts the text may mean; None on a side that cannot be told."""
    if _waits_for_its_start(limit, case):
        return None
    bounds = [case.date_bounds(start) for start in limit.starts]
    first, last = _lowest(low for low, _ in bounds), _highest(high for _, high in bounds)
    shortest: int | None
    longest: int | None
    if isinstance(limit.length, int):
        shortest = longest = limit.length
    else:
        shortest, longest = case.number_bounds(limit.length, limit.at_least, limit.at_most)
    return _end(first, limit.unit, shortest), _end(last, limit.unit, longest)


def _lowest(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return min((day for day in known if day is not None), default=None) if None not in known else None


def _highest(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return max((day for day in known if day is not None), default=None) if None not in known else None


def _end(start: date | None, unit: Unit, length: int | None) -> date | None:
    return None if start is None or length is None else last_day(start, unit, length)


@lru_cache(maxsize=65536)
def last_day(start: date, unit: Unit, length: int) -> date:
    """The last good day of a window that starts on `start`, itself day 0.

    Months and years are calendar ones: a year from 29 February ends on 28 February. Business days are Monday to
    Friday; public holidays are not known and count as business days. What would end after the calendar does, in the
    year 9999, ends with it.
    """
    try:
        if unit == "business_days":
            return _after_business_days(start, length)
        return start + relativedelta(**{unit: length})  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return date.max


def _after_business_days(start: date, length: int) -> date:
    if length == 0:
        return start
    weeks, left = divmod(length, BUSINESS_DAYS_A_WEEK)
    day = start - timedelta(days=max(0, start.weekday() - FRIDAY)) + timedelta(weeks=weeks)
    while left:
        day += timedelta(days=1)
        left -= day.weekday() <= FRIDAY
    return day
