"""A shop's policy as the engine sees it: rules, conditions and windows, all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from aftersales.policy.facts import Value, Vocabulary

Unit = Literal["days", "business_days", "months", "years"]
Because = Literal["silent", "discretion", "conflict", "unknown"]


@dataclass(frozen=True)
class FactIs:
    """Holds where the fact has one of the accepted values."""

    fact: str
    accepted: frozenset[Value]


@dataclass(frozen=True)
class Told:
    """Holds where somebody told that the fact has an accepted value; silence counts as no, so it is never asked."""

    fact: str
    accepted: frozenset[Value]


@dataclass(frozen=True)
class InWindow:
    """Holds where the window's tested date lies inside it (or past it)."""

    window: str
    inside: bool


@dataclass(frozen=True)
class AllOf:
    """Holds where every part holds; without parts, always."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """Holds where at least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class NotSo:
    """Holds where its part does not."""

    part: Condition


Condition = FactIs | Told | InWindow | AllOf | AnyOf | NotSo
ALWAYS = AllOf(())


@dataclass(frozen=True)
class Limit:
    """One way to reckon a window: a start event and a length.

    Several `starts` mean that the text does not say which one counts, so that all must agree. `length` is a number
    of units or the number fact that holds it; `at_least` and `at_most` bound an unknown length.
    """

    starts: tuple[str, ...]
    unit: Unit
    length: int | str
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True)
class Window:
    """A span of time in which the `tested` date must lie; one of its limits is enough.

    Where the text gives no number, the length `is_reading`: it decides, but no customer is told it as a last day.
    """

    id: str
    limits: tuple[Limit, ...]
    tested: str
    words: str
    line: int
    is_reading: bool = False


@dataclass(frozen=True)
class Rule:
    """One thought of the policy with the clauses it rests on.

    `settles` gives values to outcomes, `adds` codes to lists, `leaves_open` hands outcomes to a person and says
    why. `over` names the rules it is an exception to, outcome by outcome.
    """

    id: str
    cites: tuple[str, ...]
    when: Condition
    settles: Mapping[str, str]
    adds: Mapping[str, tuple[str, ...]]
    leaves_open: Mapping[str, Because]
    over: tuple[str, ...]
    about: tuple[str, ...]
    say: str
    line: int

    def speaks_on(self, outcome: str) -> bool:
        """Whether the rule gives the outcome a value or hands it to a person."""
        return outcome in self.settles or outcome in self.leaves_open


@dataclass(frozen=True)
class Reading:
    """How an ambiguous text is read, recorded so that a person can disagree."""

    clauses: tuple[str, ...]
    read_as: str


@dataclass(frozen=True, eq=False)
class ShopPolicy:
    """Everything one shop publishes about cancelling, returning, DOA and warranty; one object per loaded file."""

    shop: str
    name: str
    source: str
    email: str | None
    day_first: bool
    windows: Mapping[str, Window]
    rules: Mapping[str, Rule]
    readings: tuple[Reading, ...]
    clauses: Mapping[str, str]
    information: Mapping[str, str]
    vocabulary: Vocabulary
    version: str
    path: Path
    clause_lines: Mapping[str, int] = field(default_factory=dict)


def facts_in(condition: Condition) -> frozenset[str]:
    """The facts a condition looks at directly, windows left aside."""
    if isinstance(condition, (FactIs, Told)):
        return frozenset([condition.fact])
    return frozenset(fact for part in parts_of(condition) for fact in facts_in(part))


def windows_in(condition: Condition) -> frozenset[str]:
    """The windows a condition looks at."""
    if isinstance(condition, InWindow):
        return frozenset([condition.window])
    return frozenset(window for part in parts_of(condition) for window in windows_in(part))


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions a condition is made of; none for a fact or a window."""
    if isinstance(condition, (AllOf, AnyOf)):
        return condition.parts
    return (condition.part,) if isinstance(condition, NotSo) else ()


def dates_of(window: Window) -> tuple[str, ...]:
    """The date facts a window needs, the tested one first."""
    return (window.tested, *(start for limit in window.limits for start in limit.starts))
