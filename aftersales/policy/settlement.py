"""Settles outcomes from the truths of rules: exceptions beat what they name, outcome by outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from aftersales.policy.facts import Vocabulary
from aftersales.policy.model import Rule

Truths = tuple[bool | None, ...]
Kind = Literal["settled", "open", "silent", "discretion", "conflict"]


class Finding(NamedTuple):
    """What the policy says on one outcome, and the rules that say it (all that might, where it is open)."""

    kind: Kind
    value: str | None
    rules: tuple[str, ...]


class Settlement(NamedTuple):
    """What follows from one pattern of truths.

    `lists` gives each list's codes with the rules that add them, `possible` the codes that only rules of unknown
    truth would add. `beaten` names, for each rule that lost on some outcome, a rule that beat it.
    """

    findings: Mapping[str, Finding]
    lists: Mapping[str, Mapping[str, tuple[str, ...]]]
    possible: Mapping[str, Mapping[str, tuple[str, ...]]]
    beaten: Mapping[str, str]
    live: tuple[str, ...]


SILENT = Finding("silent", None, ())


class Settler:
    """Settles the outcomes of a fixed sequence of rules."""

    def __init__(self, rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
        self.rules = rules
        self.places = {rule.id: place for place, rule in enumerate(rules)}
        self.order = _beaters_first(rules)
        self.outcomes = {
            outcome: [place for place in self.order if rules[place].speaks_on(outcome)]
            for outcome in vocabulary.outcomes
        }
        self.beaters: list[list[int]] = [[] for _ in rules]
        for place, rule in enumerate(rules):
            for loser in rule.over:
                if loser in self.places:
                    self.beaters[self.places[loser]].append(place)

    def settle(self, truths: Truths) -> Settlement:
        """What follows if the rules are true, false or unknown as given."""
        lives: dict[str, dict[int, bool | None]] = {}
        beaten: dict[int, dict[str, str]] = {}
        for outcome, places in self.outcomes.items():
            lives[outcome] = self._lives(outcome, places, truths, beaten)
        overruled = {place for place in range(len(self.rules)) if self._is_overruled(place, truths, beaten)}
        sure = [place for place, truth in enumerate(truths) if truth and place not in overruled]
        maybe = [place for place, truth in enumerate(truths) if truth is None and place not in overruled]
        return Settlement(
            findings={outcome: self._finding(outcome, live) for outcome, live in lives.items()},
            lists=self._collected(sure),
            possible=self._collected(maybe),
            beaten={self.rules[place].id: next(iter(winners.values())) for place, winners in beaten.items()},
            live=tuple(self.rules[place].id for place in sure),
        )

    def _lives(
        self, outcome: str, places: list[int], truths: Truths, beaten: dict[int, dict[str, str]]
    ) -> dict[int, bool | None]:
        """Which rules stand on the outcome once exceptions have had their say; beaters are looked at first."""
        lives: dict[int, bool | None] = {}
        for place in places:
            life = truths[place]
            against = {lives[beater]: self.rules[beater].id for beater in self.beaters[place] if beater in lives}
            if life is not False and True in against:
                life = False
                beaten.setdefault(place, {})[outcome] = against[True]
            elif life and None in against:
                life = None
            lives[place] = life
        return lives

    def _is_overruled(self, place: int, truths: Truths, beaten: dict[int, dict[str, str]]) -> bool:
        """Beaten on everything it settles, or, settling nothing, named by an exception that holds."""
        rule = self.rules[place]
        spoken = {*rule.settles, *rule.leaves_open}
        if spoken:
            return beaten.get(place, {}).keys() == spoken
        return any(truths[beater] for beater in self.beaters[place])

    def _finding(self, outcome: str, lives: Mapping[int, bool | None]) -> Finding:
        sure = [self.rules[place] for place, life in lives.items() if life]
        maybe = [self.rules[place] for place, life in lives.items() if life is None]
        names = tuple(rule.id for rule in (*sure, *maybe))
        said = {_said(rule, outcome) for rule in sure}
        if maybe and (len(said) != 1 or any(_said(rule, outcome) not in said for rule in maybe)):
            return Finding("open", None, names)
        if not said:
            return SILENT
        if len(said) == 1:
            value, because = said.pop()
            return Finding(because or "settled", value, names)
        leaves_it = any(because == "discretion" for _, because in said)
        return Finding("discretion" if leaves_it else "conflict", None, names)

    def _collected(self, places: Sequence[int]) -> dict[str, dict[str, tuple[str, ...]]]:
        lists: dict[str, dict[str, tuple[str, ...]]] = {}
        for place in places:
            rule = self.rules[place]
            for name, codes in rule.adds.items():
                for code in codes:
                    items = lists.setdefault(name, {})
                    items[code] = (*items.get(code, ()), rule.id)
        return lists


def _said(rule: Rule, outcome: str) -> tuple[str | None, Kind | None]:
    """The value a rule gives, or why it leaves the outcome to a person."""
    if outcome in rule.settles:
        return rule.settles[outcome], None
    because = rule.leaves_open[outcome]
    return None, "silent" if because == "unknown" else because


def _beaters_first(rules: Sequence[Rule]) -> list[int]:
    """Places of the rules so that an exception comes before what it beats; cycles are the linter's to report."""
    places = {rule.id: place for place, rule in enumerate(rules)}
    ordered: list[int] = []
    seen: set[int] = set()
    beaters: dict[int, list[int]] = {}
    for place, rule in enumerate(rules):
        for loser in rule.over:
            if loser in places:
                beaters.setdefault(places[loser], []).append(place)

    def visit(place: int) -> None:
        if place in seen:
            return
        seen.add(place)
        for beater in beaters.get(place, []):
            visit(beater)
        ordered.append(place)

    for place in range(len(rules)):
        visit(place)
    return ordered
