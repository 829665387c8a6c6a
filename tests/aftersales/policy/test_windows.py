"""Windows: last days in every unit, what missing dates leave sure, alternatives, and steps yet to come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from aftersales.policy.case import Case
from aftersales.policy.facts import Vocabulary
from aftersales.policy.model import Unit, Window
from aftersales.policy.rule_text import LimitText, Reader
from aftersales.policy.windows import WindowState, last_day, window_state

TODAY = date(2025, 3, 4)
PLACED, SHIPPED, DELIVERED = date(2025, 2, 1), date(2025, 2, 10), date(2025, 2, 20)

MakeWindow = Callable[..., Window]


class Shop:
    """As much of a policy as a window looks at."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary


@pytest.fixture
def window(vocabulary: Vocabulary) -> MakeWindow:
    def make(*limits: dict[str, Any], tested: str = "reported_on") -> Window:
        texts = [
            LimitText(limit["start"], **{key: each for key, each in limit.items() if key != "start"})
            for limit in limits
        ]
        text = {"tested": tested, "words": "words"}
        return Reader(vocabulary, set()).window("w", text, 1, "here", texts)

    return make


@pytest.fixture
def state(vocabulary: Vocabulary) -> Callable[..., WindowState]:
    def reckon(window: Window, today: date = TODAY, spans: Any = None, **facts: Any) -> WindowState:
        return window_state(window, Case(Shop(vocabulary), facts, today, spans))  # type: ignore[arg-type]

    return reckon


@pytest.mark.parametrize(
    ("start", "unit", "length", "end"),
    [
        ("2025-02-20", "days", 0, "2025-02-20"),
        ("2025-02-20", "days", 7, "2025-02-27"),
        ("2025-02-20", "days", 30, "2025-03-22"),
        ("2024-02-20", "days", 10, "2024-03-01"),  # over a leap day
        ("2025-02-20", "days", 10, "2025-03-02"),
        ("2025-02-20", "business_days", 0, "2025-02-20"),
        ("2025-03-03", "business_days", 4, "2025-03-07"),  # Monday to Friday
        ("2025-03-03", "business_days", 5, "2025-03-10"),  # over a weekend
        ("2025-03-07", "business_days", 1, "2025-03-10"),  # Friday to Monday
        ("2025-03-08", "business_days", 1, "2025-03-10"),  # an event on Saturday
        ("2025-03-09", "business_days", 12, "2025-03-25"),  # an event on Sunday
        ("2025-01-31", "months", 1, "2025-02-28"),
        ("2024-01-31", "months", 1, "2024-02-29"),
        ("2024-12-15", "months", 2, "2025-02-15"),
        ("2024-08-31", "months", 18, "2026-02-28"),
        ("2024-02-29", "years", 1, "2025-02-28"),
        ("2024-02-29", "years", 4, "2028-02-29"),
        ("2023-02-28", "years", 1, "2024-02-28"),
        ("2023-03-01", "years", 1, "2024-03-01"),
    ],
)
def test_the_last_day(start: str, unit: Unit, length: int, end: str) -> None:
    assert last_day(date.fromisoformat(start), unit, length) == date.fromisoformat(end)


@pytest.mark.parametrize("unit", ["days", "business_days", "months", "years"])
def test_a_window_beyond_the_calendar_ends_with_it(unit: Unit) -> None:
    assert last_day(date(9999, 12, 30), unit, 20_000) == date.max
    assert last_day(date(2025, 1, 1), unit, 10**12) == date.max


@pytest.mark.parametrize(
    ("reported", "inside"), [("2025-02-20", True), ("2025-02-27", True), ("2025-02-28", False), ("2025-02-01", True)]
)
def test_the_last_day_counts(window: MakeWindow, state: Any, reported: str, inside: bool) -> None:
    arrival = window({"start": "delivered_on", "days": 7})
    got = state(arrival, delivered_on=DELIVERED, reported_on=date.fromisoformat(reported))
    assert got == WindowState(inside, date(2025, 2, 27))


class TestMissingStart:
    """A missing date of the order lies between its neighbours."""

    @pytest.mark.parametrize(
        ("reported", "inside"),
        [("2025-02-17", True), ("2025-02-18", None), ("2025-02-27", None), ("2025-02-28", False)],
    )
    def test_is_bounded_by_its_neighbours(self, window: MakeWindow, state: Any, reported: str, inside: bool) -> None:
        produced = window({"start": "shipped_on", "days": 7})
        dates = {"placed_on": PLACED, "produced_on": SHIPPED, "delivered_on": DELIVERED}
        assert state(produced, **dates, reported_on=date.fromisoformat(reported)).inside is inside

    def test_leaves_the_last_day_untold_where_both_ends_count(self, window: MakeWindow, state: Any) -> None:
        got = state(
            window({"start": "shipped_on", "days": 7}), placed_on=PLACED, delivered_on=DELIVERED, reported_on=TODAY
        )
        assert got == WindowState(False, date(2025, 2, 27))

    def test_is_bounded_by_today(self, window: MakeWindow, state: Any) -> None:
        arrival = window({"start": "delivered_on", "days": 7})
        assert state(arrival, shipped_on=SHIPPED, reported_on=TODAY).inside is None
        assert state(arrival, shipped_on=date(2025, 2, 26), reported_on=TODAY).inside is True

    def test_without_any_earlier_date_may_lie_anywhere_before(self, window: MakeWindow, state: Any) -> None:
        assert state(window({"start": "placed_on", "days": 7}), reported_on=TODAY).inside is None

    def test_of_no_order_event_is_unknown(self, window: MakeWindow, state: Any) -> None:
        noticed = window({"start": "first_noticed_on", "days": 14})
        assert state(noticed, placed_on=PLACED, reported_on=TODAY) == WindowState(None, None)

    def test_that_the_customer_cannot_tell_is_unknown(self, window: MakeWindow, state: Any) -> None:
        noticed = window({"start": "first_noticed_on", "days": 14})
        assert state(noticed, first_noticed_on="not_known", reported_on=TODAY).inside is None


class TestSeveralStarts:
    """The text does not say which date counts, so that all must agree."""

    @pytest.mark.parametrize(
        ("reported", "inside"),
        [("2025-02-08", True), ("2025-02-09", None), ("2025-02-27", None), ("2025-02-28", False)],
    )
    def test_agree_or_are_unknown(self, window: MakeWindow, state: Any, reported: str, inside: bool) -> None:
        any_start = window({"start": ["placed_on", "shipped_on", "delivered_on"], "days": 7})
        dates = {"placed_on": PLACED, "shipped_on": SHIPPED, "delivered_on": DELIVERED}
        assert state(any_start, **dates, reported_on=date.fromisoformat(reported)).inside is inside

    def test_leave_open_what_an_unknown_one_may_change(self, window: MakeWindow, state: Any) -> None:
        either = window({"start": ["first_noticed_on", "delivered_on"], "days": 7})
        assert state(either, delivered_on=date(2025, 3, 1), reported_on=TODAY).inside is None


class TestAlternatives:
    """One kept limit is enough; the later last day is the last."""

    @pytest.fixture
    def either(self, window: MakeWindow) -> Window:
        return window({"start": "delivered_on", "days": 7}, {"start": "shipped_on", "days": 30})

    @pytest.mark.parametrize(
        ("shipped", "delivered", "end"),
        [("2025-02-10", "2025-02-20", "2025-03-12"), ("2025-02-10", "2025-03-20", "2025-03-27")],
    )
    @pytest.mark.parametrize(("days_late", "inside"), [(0, True), (1, False)])
    def test_the_longer_one_counts(
        self, either: Window, state: Any, shipped: str, delivered: str, end: str, days_late: int, inside: bool
    ) -> None:
        last = date.fromisoformat(end)
        reported = date.fromordinal(last.toordinal() + days_late)
        dates = {"shipped_on": date.fromisoformat(shipped), "delivered_on": date.fromisoformat(delivered)}
        assert state(either, **dates, reported_on=reported) == WindowState(inside, last)

    def test_a_kept_one_outweighs_an_unknown_one(self, either: Window, state: Any) -> None:
        got = state(either, shipped_on=SHIPPED, reported_on=date(2025, 3, 12), today=date(2025, 3, 12))
        assert got.inside is True

    def test_a_missed_one_does_not_outweigh_an_unknown_one(self, either: Window, state: Any) -> None:
        assert state(either, shipped_on=date(2025, 1, 1), reported_on=TODAY).inside is None


class TestUnknownLength:
    """A length that only its bounds are known of is sure before the shortest and after the longest end."""

    @pytest.mark.parametrize(
        ("reported", "inside"),
        [("2024-03-10", True), ("2024-03-11", None), ("2025-03-10", None), ("2025-03-11", False)],
    )
    def test_is_bounded(self, window: MakeWindow, state: Any, reported: str, inside: bool) -> None:
        warranty = window({"start": "shipped_on", "years": "warranty_years", "at_least": 1, "at_most": 2})
        got = state(warranty, shipped_on=date(2023, 3, 10), reported_on=date.fromisoformat(reported))
        assert got.inside is inside

    def test_without_bounds_is_unknown(self, window: MakeWindow, state: Any) -> None:
        warranty = window({"start": "shipped_on", "years": "warranty_years"})
        assert state(warranty, shipped_on=SHIPPED, reported_on=SHIPPED).inside is None

    def test_known_leaves_the_bounds_aside(self, window: MakeWindow, state: Any) -> None:
        warranty = window({"start": "shipped_on", "years": "warranty_years", "at_least": 1, "at_most": 2})
        got = state(warranty, shipped_on=date(2020, 3, 10), warranty_years=5, reported_on=TODAY)
        assert got == WindowState(True, date(2025, 3, 10))

    @pytest.mark.parametrize(("spans", "inside"), [((1, 2), None), ((2, 3), True), ((0, 1), False)])
    def test_of_several_items_lies_in_their_span(
        self, window: MakeWindow, state: Any, spans: tuple[int, int], inside: bool
    ) -> None:
        warranty = window({"start": "shipped_on", "years": "warranty_years"})
        got = state(warranty, spans={"warranty_years": spans}, shipped_on=date(2023, 9, 1), reported_on=TODAY)
        assert got.inside is inside


class TestSteps:
    """What has not happened yet cannot be late."""

    def test_a_window_whose_start_is_to_come_is_kept(self, window: MakeWindow, state: Any) -> None:
        to_return = window({"start": "rma_issued_on", "days": 30}, tested="sent_back_on")
        assert state(to_return, reported_on=TODAY) == WindowState(True, None)

    @pytest.mark.parametrize(("today", "inside"), [("2025-03-06", True), ("2025-03-07", None)])
    def test_an_untested_step_is_in_time_until_the_last_day(
        self, window: MakeWindow, state: Any, today: str, inside: bool
    ) -> None:
        to_return = window({"start": "rma_issued_on", "days": 30}, tested="sent_back_on")
        got = state(to_return, today=date.fromisoformat(today), rma_issued_on=date(2025, 2, 4))
        assert got == WindowState(inside, date(2025, 3, 6))

    def test_the_day_it_was_sent_decides(self, window: MakeWindow, state: Any) -> None:
        to_return = window({"start": "rma_issued_on", "days": 30}, tested="sent_back_on")
        for day, inside in ((date(2025, 3, 6), True), (date(2025, 3, 7), False)):
            assert state(to_return, rma_issued_on=date(2025, 2, 4), sent_back_on=day).inside is inside
