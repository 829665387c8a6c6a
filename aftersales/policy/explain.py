"""Explanations: what each rule said and why, its words for the customer, its dates, and the nearest yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from aftersales.policy.case import Case
from aftersales.policy.engine import Evaluation
from aftersales.policy.facts import Value
from aftersales.policy.model import Rule, ShopPolicy, dates_of, facts_in, windows_in

ELIGIBLE = "eligible"
SMALLEST_CHANGES = 2
"""How many things may change together in a nearest yes."""


@dataclass(frozen=True)
class Deadline:
    """The last good day of a window that rules of the decision look at."""

    what: str
    last_day: date
    rules: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The deadline in the contract's shape."""
        return {"what": self.what, "last_day": self.last_day.isoformat(), "rules": list(self.rules)}


@dataclass(frozen=True)
class Said:
    """What a rule that holds tells the customer, with the clauses it rests on."""

    rule: str
    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class NearestYes:
    """A change of dates or reversible facts that would have turned a refusal, and what it would have become."""

    change: Mapping[str, Value]
    status: str

    def to_json(self) -> dict[str, Any]:
        """The change in the contract's shape."""
        return {"change": {fact: plain(value) for fact, value in self.change.items()}, "status": self.status}


def plain(value: Any) -> Any:
    """A fact's value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def trace_of(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Every rule about this problem: whether it holds, what beat it, and the facts and last days that it looked at."""
    beaten = evaluation.settlement.beaten
    return [
        {
            "rule": special.rule.id,
            "cites": list(special.rule.cites),
            "holds": truth,
            "beaten_by": beaten.get(special.rule.id) if truth else None,
            "because": because_of(special.rule, evaluation.case),
        }
        for special, truth in zip(evaluation.rules, evaluation.truths, strict=True)
    ]


def because_of(rule: Rule, case: Case) -> dict[str, Any]:
    """The values of the facts, and the last days of the windows, that the rule's condition looks at."""
    facts = {fact: plain(case.values.get(fact)) for fact in sorted(facts_in(rule.when))}
    return {**facts, **{name: plain(case.window(name).last_day) for name in sorted(windows_in(rule.when))}}


def deadlines_of(evaluation: Evaluation) -> tuple[Deadline, ...]:
    """The windows that rules in force look at for this problem, soonest last day first; none that is our reading."""
    case = evaluation.case
    conditions = {special.rule.id: special.when for special in evaluation.rules}
    rules_by_window: dict[str, list[str]] = {}
    for rule_id in evaluation.settlement.live:
        for window in windows_in(conditions[rule_id]) - readings_of(case.policy):
            rules_by_window.setdefault(window, []).append(rule_id)
    found = []
    for window, rules in rules_by_window.items():
        last_day = case.window(window).last_day
        if last_day is not None:
            found.append(Deadline(window, last_day, tuple(rules)))
    return tuple(sorted(found, key=lambda deadline: (deadline.last_day, deadline.what)))


def readings_of(policy: ShopPolicy) -> set[str]:
    """The windows whose length does not stand in the policy's text."""
    return {name for name, window in policy.windows.items() if window.is_reading}


def said_by(case: Case, rule_ids: Sequence[str], names: Mapping[str, str]) -> tuple[Said, ...]:
    """The rules' words with their dates filled in; `names` gives order_number, products and the like."""
    rules = case.policy.rules
    return tuple(Said(rule_id, spoken(rules[rule_id], case, names), rules[rule_id].cites) for rule_id in rule_ids)


def spoken(rule: Rule, case: Case, names: Mapping[str, str]) -> str:
    """One rule's words. A window that cannot be told as a day is told in the policy's own words."""
    filled: dict[str, str] = {"shop": case.policy.name, **names}
    for name, window in case.policy.windows.items():
        last_day = case.window(name).last_day
        filled[name] = window.words if last_day is None else day_in_words(last_day)
    return rule.say.format_map(filled)


def day_in_words(day: date) -> str:
    """A day as customers read it without mistaking day for month: 4 March 2025."""
    return f"{day.day} {day:%B %Y}"


def nearest_yes(evaluation: Evaluation, status_of: Callable[[Case], str]) -> tuple[NearestYes, ...]:
    """The smallest changes that make the request eligible: a date moved to its last day, a thing not done, a bar cured.

    Of several days to which one date could be moved, only the nearest that helps is told.
    """
    changes = _possible_changes(evaluation)
    for size in range(1, SMALLEST_CHANGES + 1):
        found: dict[tuple[str, ...], NearestYes] = {}
        for together in combinations(changes, size):
            facts = tuple(fact for fact, _ in together)
            if len(set(facts)) == size and facts not in found and _helps(evaluation.case, together, status_of):
                found[facts] = NearestYes(dict(together), ELIGIBLE)
        if found:
            return tuple(found.values())
    return ()


def _helps(case: Case, changes: Sequence[tuple[str, Value]], status_of: Callable[[Case], str]) -> bool:
    for fact, value in changes:
        case = case.supposing(fact, value)
    return status_of(case) == ELIGIBLE


def _possible_changes(evaluation: Evaluation) -> list[tuple[str, Value]]:
    """Facts with the values they could have had, the latest days (nearest to what happened) first."""
    case = evaluation.case
    changes: list[tuple[str, Value]] = sorted(_missed_days(evaluation), key=lambda change: change[1], reverse=True)
    for name, fact in case.policy.vocabulary.facts.items():
        value = case.values.get(name)
        if fact.reversible and value is True:
            changes.append((name, False))
        elif fact.curable is not None and value is not None and value != fact.curable:
            changes.append((name, fact.curable))
    return changes


def _missed_days(evaluation: Evaluation) -> set[tuple[str, date]]:
    """Dates with the last day of a window they missed, unless that lies before what the date itself follows."""
    case = evaluation.case
    looked_at = {name for special in evaluation.rules for name in windows_in(special.when)}
    windows = [case.policy.windows[name] for name in looked_at]
    missed = set()
    for window in windows:
        state = case.window(window.id)
        if state.inside is False and state.last_day is not None and not window.is_reading:
            follows = {start for each in windows if each.tested == window.tested for start in dates_of(each)}
            known = [day for start in follows - {window.tested} if isinstance(day := case.values.get(start), date)]
            if all(day <= state.last_day for day in known):
                missed.add((window.tested, state.last_day))
    return missed
