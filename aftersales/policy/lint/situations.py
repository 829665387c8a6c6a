"""Every situation that a policy's rules can tell apart, windows taken jointly along real dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from random import Random

from aftersales.policy.case import Case
from aftersales.policy.engine import rules_for
from aftersales.policy.facts import Fact, Value
from aftersales.policy.model import (
    Condition,
    FactIs,
    ShopPolicy,
    Told,
    Window,
    dates_of,
    parts_of,
    windows_in,
)

MOST_SITUATIONS = 12_000
"""Situations tried per problem; beyond that a fixed random sample is taken."""
SEED = 20
PLACED = date(2023, 1, 4)
PACES = ((0, 1, 3), (0, 2, 40), (0, 35, 50))
"""Days from the order to production, dispatch and delivery: quick, slow on the way, slow to leave."""
STEP_DAYS = (1, 12, 29, 30, 31, 400)
"""Days from one step of a return to the next."""


class Situations:
    """The situations for one problem: facts by the classes of values that rules distinguish, and window patterns."""

    def __init__(self, policy: ShopPolicy, problem: Value) -> None:
        self.policy = policy
        self.problem = problem
        conditions = [special.when for special in rules_for(policy, problem).values()]
        self.axes = _fact_axes(policy, conditions)
        self.windows = sorted({window for condition in conditions for window in windows_in(condition)})
        self.patterns = _window_patterns(policy, self.windows)
        self.count = len(self.patterns)
        for values in self.axes.values():
            self.count *= len(values)

    @property
    def complete(self) -> bool:
        """Whether all situations are tried, not a sample."""
        return self.count <= MOST_SITUATIONS

    def __iter__(self) -> Iterator[Case]:
        choices: list[Sequence[object]] = [*self.axes.values(), self.patterns]
        for picked in product(*choices) if self.complete else self._sample(choices):
            *values, pattern = picked
            facts: dict[str, Value] = dict(zip(self.axes, values, strict=True))  # type: ignore[arg-type]
            assumed = dict(zip(self.windows, pattern, strict=True))  # type: ignore[call-overload]
            yield Case(self.policy, {"problem": self.problem, **facts}, PLACED, assumed=assumed)

    def _sample(self, choices: list[Sequence[object]]) -> Iterator[tuple[object, ...]]:
        draw = Random(SEED)
        for _ in range(MOST_SITUATIONS):
            yield tuple(draw.choice(options) for options in choices)


def _fact_axes(policy: ShopPolicy, conditions: list[Condition]) -> dict[str, list[Value]]:
    """For each fact that conditions look at, one value of each class that they treat alike."""
    accepted: dict[str, set[frozenset[Value]]] = {}
    for condition in conditions:
        for fact, values in _accepted_in(condition):
            accepted.setdefault(fact, set()).add(values)
    return {name: _classes(policy.vocabulary.facts[name], sets) for name, sets in sorted(accepted.items())}


def _accepted_in(condition: Condition) -> Iterator[tuple[str, frozenset[Value]]]:
    if isinstance(condition, (FactIs, Told)):
        yield condition.fact, condition.accepted
    for part in parts_of(condition):
        yield from _accepted_in(part)


def _classes(fact: Fact, sets: set[frozenset[Value]]) -> list[Value]:
    ordered = sorted(sets, key=lambda values: sorted(map(str, values)))
    values = fact.possible_values() or tuple(value for values in ordered for value in values)
    seen: dict[tuple[bool, ...], Value] = {}
    for value in values:
        seen.setdefault(tuple(value in accepted for accepted in ordered), value)
    return list(seen.values())


def _window_patterns(policy: ShopPolicy, windows: list[str]) -> list[tuple[bool, ...]]:
    """Which windows can be kept and missed together, found by walking along dates on both sides of every last day."""
    patterns = set()
    for dates in _date_settings(policy, [policy.windows[name] for name in windows]):
        case = Case(policy, dates, PLACED)
        states = [case.window(name).inside for name in windows]
        patterns.add(tuple(state is not False for state in states))
    return sorted(patterns)


def _date_settings(policy: ShopPolicy, windows: list[Window]) -> Iterator[dict[str, Value]]:
    order = ("placed_on", "produced_on", "shipped_on", "delivered_on")
    steps = sorted({fact for window in windows for fact in dates_of(window)} - set(order))
    lengths = sorted({limit.length for window in windows for limit in window.limits if isinstance(limit.length, str)})
    for pace, years in product(PACES, (1, 2) if lengths else (1,)):
        base: dict[str, Value] = {"placed_on": PLACED, **dict.fromkeys(lengths, years)}
        base.update({name: PLACED + timedelta(days=days) for name, days in zip(order[1:], pace, strict=True)})
        yield from _with_steps(policy, windows, base, steps)


def _with_steps(
    policy: ShopPolicy, windows: list[Window], base: dict[str, Value], steps: list[str]
) -> Iterator[dict[str, Value]]:
    """Gives the other dates values just inside and just past each window, and some in between."""
    case = Case(policy, base, PLACED)
    ends = {state.last_day for window in windows if (state := case.window(window.id)).last_day}
    delivered = base["delivered_on"]
    assert isinstance(delivered, date)
    days = {delivered, *(delivered + timedelta(days=gap) for gap in STEP_DAYS)}
    days |= {end + timedelta(days=gap) for end in ends if end is not None for gap in (0, 1)}
    for picked in product(sorted(days), repeat=len(steps)) if len(steps) < 3 else _in_sequence(sorted(days), steps):
        yield {**base, **dict(zip(steps, picked, strict=True))}


def _in_sequence(days: list[date], steps: list[str]) -> Iterator[tuple[date, ...]]:
    draw = Random(SEED)
    for _ in range(2000):
        yield tuple(draw.choice(days) for _ in steps)
