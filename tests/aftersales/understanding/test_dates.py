"""Days in customers' words, around a fixed Friday."""

from datetime import date

import pytest

from aftersales.understanding.dates import find_dates, resolve_date

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today", date(2026, 11, 20)),
        ("this morning", date(2026, 11, 20)),
        ("yesterday evening", date(2026, 11, 19)),
        ("last night", date(2026, 11, 19)),
        ("the day before yesterday", date(2026, 11, 18)),
        ("three days ago", date(2026, 11, 17)),
        ("3 days ago", date(2026, 11, 17)),
        ("a week ago", date(2026, 11, 13)),
        ("two weeks ago", date(2026, 11, 6)),
        ("a fortnight ago", date(2026, 11, 6)),
        ("three Sundays ago", date(2026, 11, 1)),
        ("two Fridays ago", date(2026, 11, 6)),
        ("a week last Wednesday", date(2026, 11, 11)),
        ("a week ago on Monday", date(2026, 11, 9)),
        ("since two days", date(2026, 11, 18)),
        ("since the last 3 weeks", date(2026, 10, 30)),
        ("2wks ago", date(2026, 11, 6)),
        ("yday", date(2026, 11, 19)),
        ("on the eleventh", date(2026, 11, 11)),
        ("the 28th of last month", date(2026, 10, 28)),
        ("on Christmas Eve", date(2025, 12, 24)),
        ("on new year's day", date(2026, 1, 1)),
        ("Tuesday last", date(2026, 11, 17)),
        ("the first of November", date(2026, 11, 1)),
        ("on the twenty-third of May 2025", date(2025, 5, 23)),
        ("last Tuesday", date(2026, 11, 17)),
        ("on Monday", date(2026, 11, 16)),
        ("on Friday", date(2026, 11, 20)),
        ("last Friday", date(2026, 11, 13)),
        ("Tuesday last week", date(2026, 11, 10)),
        ("on 3 May", date(2026, 5, 3)),
        ("3rd of May", date(2026, 5, 3)),
        ("May 3rd, 2025", date(2025, 5, 3)),
        ("24 December", date(2025, 12, 24)),
        ("on the 3rd", date(2026, 11, 3)),
        ("on the 21st", date(2026, 10, 21)),
        ("2026-11-03", date(2026, 11, 3)),
        ("3.5.2026", date(2026, 5, 3)),
        ("３/５", date(2026, 5, 3)),
        ("29 February", date(2024, 2, 29)),
        ("it came on Monday I think", date(2026, 11, 16)),
    ],
)
def test_a_day_is_counted_from_today(said: str, meant: date) -> None:
    assert resolve_date(said, TODAY, day_first=True) == meant


@pytest.mark.parametrize(
    "said",
    [
        "last week", "recently", "a few days ago", "in May", "about two weeks ago", "around 3 May", "tomorrow",
        "next Friday", "until Friday", "on 3 May 2027", "30 February", "Monday or Tuesday", "24/7",
        "on the second try", "the 31st of this month", "since yesterday or Monday",
        "the 3 may be broken", "I sat on it", "version 3.5", "",
    ],
)  # fmt: skip
def test_what_is_vague_future_or_no_day_is_none(said: str) -> None:
    assert resolve_date(said, TODAY, day_first=True) is None


@pytest.mark.parametrize(
    ("day_first", "meant"), [(True, date(2026, 5, 3)), (False, date(2026, 3, 5))], ids=["3 May", "5 March"]
)
def test_the_shop_says_which_of_two_numbers_is_the_day(day_first: bool, meant: date) -> None:
    assert resolve_date("3/5", TODAY, day_first) == meant


@pytest.mark.parametrize("day_first", [True, False])
def test_a_number_above_twelve_can_only_be_the_day(day_first: bool) -> None:
    assert resolve_date("23/5", TODAY, day_first) == date(2026, 5, 23)
    assert resolve_date("5/23", TODAY, day_first) == date(2026, 5, 23)


def test_phrases_are_found_where_they_stand() -> None:
    text = "It arrived last Tuesday, I wrote to you on 3 May."
    assert [(text[found.start : found.end], found.text) for found in find_dates(text)] == [
        ("last Tuesday", "last Tuesday"),
        ("on 3 May", "on 3 May"),
    ]
