"""Looks up once which rules fit a course of states; Rasa tries every rule on every state of every prediction."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.rule_policy import RulePolicy

from serving.shortcuts.replacement import Replacement

MOST_KEPT = 10_000
"""How many courses are kept; there are a few for each intent and action, unless a model has slots without end."""

_KNOWN = "_known_keys"
_original = RulePolicy._get_possible_keys


def get_possible_keys(self: RulePolicy, lookup: dict[str, str], states: list[Any]) -> set[str]:
    """The keys of the rules in this table that fit these states, as Rasa finds them.

    A policy's tables do not change once it is loaded, so what fits depends on the table and the states alone.
    """
    known: dict[tuple[int, str], set[str]] = self.__dict__.setdefault(_KNOWN, {})
    course = id(lookup), repr(states)
    if course not in known:
        if len(known) >= MOST_KEPT:
            known.clear()
        known[course] = _original(self, lookup, states)
    return set(known[course])


REPLACEMENT = Replacement(
    RulePolicy,
    "_get_possible_keys",
    "2915fd81711e194c6d667728e00bd0e51e9c1c2791a0be14c55f0ef9938f9936",
    get_possible_keys,
)
