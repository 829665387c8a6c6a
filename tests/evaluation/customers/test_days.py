"""Days in words mean the day that was meant, also to the assistant."""

from datetime import date, timedelta
from random import Random

import pytest

from aftersales.understanding.dates import resolve_date
from evaluation.customers.days import day_said, ways_to_say

TODAY = date(2025, 3, 4)


@pytest.mark.parametrize("ago", [*range(40), 90, 200, 329, 330, 400, 800])
def test_every_way_to_say_a_day_means_it(ago: int) -> None:
    day = TODAY - timedelta(days=ago)
    heard = {way: resolve_date(way, TODAY, day_first=True) for way in ways_to_say(day, TODAY)}
    assert {way: said for way, said in heard.items() if said != day} == {}


def test_a_day_of_long_ago_is_told_with_its_year() -> None:
    assert all("2023" in way for way in ways_to_say(date(2023, 12, 24), TODAY))


def test_yesterday_is_told_in_many_ways() -> None:
    said = {day_said(TODAY - timedelta(days=1), TODAY, Random(place)) for place in range(60)}
    assert {"yesterday", "on 3 March"} <= said
