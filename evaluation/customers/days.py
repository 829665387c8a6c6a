"""A day as a customer says it."""

from __future__ import annotations

from datetime import date
from random import Random

from evaluation.customers.wording import words

DAYS_OF_A_WEEK = 7
COUNTED_DAYS = 10
COUNTED_WEEKS = 5
DAYS_WITHOUT_A_YEAR = 330
"""Up to how many days ago a day is told without its year."""
ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def day_said(day: date, today: date, rng: Random) -> str:
    """The day in words that mean it and no other day, when said today."""
    return rng.choice(ways_to_say(day, today))


def ways_to_say(day: date, today: date) -> list[str]:
    """Every way to say a past day: counted back, by its weekday, by the calendar."""
    said, ago = words()["days"], (today - day).days
    ways = [*said["with_year"], *said.get(ago, ())]
    if ago < DAYS_WITHOUT_A_YEAR:
        ways += said["calendar"]
    if 1 < ago < DAYS_OF_A_WEEK:
        ways += said["weekday"]
    if 1 < ago <= COUNTED_DAYS:
        ways += said["days_ago"]
    if ago == DAYS_OF_A_WEEK:
        ways += said["a_week_ago"]
    if ago % DAYS_OF_A_WEEK == 0 and 2 <= ago // DAYS_OF_A_WEEK <= COUNTED_WEEKS:
        ways += said["weeks_ago"]
    if (day.year, day.month) == (today.year, today.month):
        ways += said["of_month"]
    return [_filled(way, day, ago) for way in ways]


def _filled(way: str, day: date, ago: int) -> str:
    count = ago // DAYS_OF_A_WEEK if "week" in way else ago
    return way.format(
        weekday=f"{day:%A}",
        count=count,
        word=words()["numbers"].get(count, count),
        ordinal=f"{day.day}{ORDINALS.get(day.day, 'th')}",
        day=day.day,
        month=f"{day:%B}",
        year=day.year,
        iso=day.isoformat(),
        day_first=f"{day.day}/{day.month}/{day.year}",
    )
