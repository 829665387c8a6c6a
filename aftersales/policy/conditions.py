"""Conditions as functions of a case: true, false, or None where the case does not tell (Kleene's logic)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aftersales.policy.case import Case
from aftersales.policy.facts import NOT_KNOWN, Fact, Value, Vocabulary
from aftersales.policy.model import ALWAYS, AllOf, AnyOf, Condition, FactIs, InWindow, NotSo, Told

Test = Callable[[Case], bool | None]
NEVER = AnyOf(())
_MISSING: Any = object()


def simplified(condition: Condition, fact: str, value: Value) -> Condition:
    """The condition with one fact known: its parts that are settled by it disappear."""
    if isinstance(condition, FactIs) and condition.fact == fact:
        return ALWAYS if value in condition.accepted else NEVER
    if isinstance(condition, NotSo):
        inner = simplified(condition.part, fact, value)
        if inner in (ALWAYS, NEVER):
            return NEVER if inner == ALWAYS else ALWAYS
        return NotSo(inner)
    if isinstance(condition, AllOf):
        return _joined(condition, ALWAYS, NEVER, fact, value)
    if isinstance(condition, AnyOf):
        return _joined(condition, NEVER, ALWAYS, fact, value)
    return condition


def _joined(whole: AllOf | AnyOf, neutral: Condition, decisive: Condition, fact: str, value: Value) -> Condition:
    parts = [simplified(part, fact, value) for part in whole.parts]
    if decisive in parts:
        return decisive
    left = tuple(part for part in parts if part != neutral)
    return left[0] if len(left) == 1 else type(whole)(left)


def compiled(condition: Condition, vocabulary: Vocabulary) -> Test:
    """The condition as a function, fit to be called many thousand times a second."""
    if isinstance(condition, FactIs):
        return _fact_test(vocabulary.facts[condition.fact], condition)
    if isinstance(condition, Told):
        return _told_test(condition)
    if isinstance(condition, InWindow):
        return _window_test(condition)
    if isinstance(condition, NotSo):
        return _not_test(compiled(condition.part, vocabulary))
    tests = tuple(compiled(part, vocabulary) for part in condition.parts)
    return _joined_test(tests, decisive=isinstance(condition, AnyOf))


def _fact_test(fact: Fact, condition: FactIs) -> Test:
    """Silence about a step means that it has not happened, about an inspection that nothing is found yet."""
    name, accepted = condition.fact, condition.accepted
    not_done = False in accepted if fact.known_by == "step" else False
    silence = not_done if fact.may_be_pending else None
    unsure = NOT_KNOWN if fact.type == "yes_no" else _MISSING

    def test(case: Case) -> bool | None:
        value = case.values.get(name, _MISSING)
        if value is _MISSING:
            return silence
        return None if value == unsure else value in accepted

    return test


def _told_test(condition: Told) -> Test:
    name, accepted = condition.fact, condition.accepted

    def test(case: Case) -> bool | None:
        return case.values.get(name, _MISSING) in accepted

    return test


def _window_test(condition: InWindow) -> Test:
    name, wanted = condition.window, condition.inside

    def test(case: Case) -> bool | None:
        inside = case.window(name).inside
        return None if inside is None else inside is wanted

    return test


def _not_test(inner: Test) -> Test:
    def test(case: Case) -> bool | None:
        truth = inner(case)
        return None if truth is None else not truth

    return test


def _joined_test(tests: tuple[Test, ...], decisive: bool) -> Test:
    """All of (decided by the first false) or any of (decided by the first true)."""
    if len(tests) == 1:
        return tests[0]

    def test(case: Case) -> bool | None:
        truth: bool | None = not decisive
        for part in tests:
            value = part(case)
            if value is decisive:
                return decisive
            if value is None:
                truth = None
        return truth

    return test
