"""A case: what is known of one request, with windows reckoned when a rule asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from aftersales.policy.facts import Value
from aftersales.policy.model import ShopPolicy
from aftersales.policy.windows import Bounds, WindowState, window_state

ORDER_EVENTS = ("placed_on", "produced_on", "shipped_on", "delivered_on")
"""The dates of an order in the sequence in which they happen."""


class Case:
    """The facts of one request on one day under one shop's policy.

    A fact that is not in `values` is unknown. `spans` holds number facts of which only the lowest and highest
    value are known (items with different warranties). `assumed` fixes windows for a what-if.
    """

    __slots__ = ("policy", "values", "today", "spans", "assumed", "_windows")

    def __init__(
        self,
        policy: ShopPolicy,
        values: Mapping[str, Value],
        today: date,
        spans: Mapping[str, tuple[int, int]] | None = None,
        assumed: Mapping[str, bool] | None = None,
    ) -> None:
        self.policy = policy
        self.values = values
        self.today = today
        self.spans = spans or {}
        self.assumed = assumed or {}
        self._windows: dict[str, WindowState] = {}

    def window(self, name: str) -> WindowState:
        """Where the window stands in this case, reckoned once."""
        state = self._windows.get(name)
        if state is None:
            state = window_state(self.policy.windows[name], self)
            if name in self.assumed:
                state = WindowState(self.assumed[name], state.last_day)
            self._windows[name] = state
        return state

    def supposing(self, fact: str, value: Value) -> Case:
        """The same case with one fact given (or changed)."""
        return Case(self.policy, {**self.values, fact: value}, self.today, self.spans, self.assumed)

    def supposing_window(self, window: str, inside: bool) -> Case:
        """The same case with one window taken as kept or missed."""
        return Case(self.policy, self.values, self.today, self.spans, {**self.assumed, window: inside})

    def date_bounds(self, fact: str) -> Bounds:
        """The first and last day on which the fact's event can have happened; None on a side without a bound.

        A missing date of the order lies between its known neighbours (placed, produced, shipped, delivered, today).
        """
        known = self.values.get(fact)
        if isinstance(known, date):
            return known, known
        if fact not in ORDER_EVENTS:
            return None, None
        place = ORDER_EVENTS.index(fact)
        before = [day for day in map(self.values.get, ORDER_EVENTS[:place]) if isinstance(day, date)]
        after = [day for day in map(self.values.get, ORDER_EVENTS[place + 1 :]) if isinstance(day, date)]
        return max(before, default=None), min(after, default=self.today)

    def number_bounds(self, fact: str, lowest: int | None, highest: int | None) -> tuple[int | None, int | None]:
        """The lowest and highest value a number fact can have, from the record or else the given bounds."""
        known = self.values.get(fact)
        if isinstance(known, int):
            return known, known
        return self.spans.get(fact, (lowest, highest))
