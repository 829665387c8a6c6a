"""Conditions: Kleene's three-valued logic, facts that nobody told, and what one known fact leaves of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from aftersales.policy.case import Case
from aftersales.policy.conditions import NEVER, compiled, simplified
from aftersales.policy.facts import Vocabulary
from aftersales.policy.model import ALWAYS, AllOf, AnyOf, Condition, FactIs, InWindow, NotSo, Told
from aftersales.policy.rule_text import Reader

Truth = bool | None
TestOf = Callable[..., Truth]

AND = {
    (True, True): True, (True, False): False, (True, None): None,
    (False, True): False, (False, False): False, (False, None): False,
    (None, True): None, (None, False): False, (None, None): None,
}  # fmt: skip
OR = {
    (True, True): True, (True, False): True, (True, None): True,
    (False, True): True, (False, False): False, (False, None): None,
    (None, True): True, (None, False): None, (None, None): None,
}  # fmt: skip


@pytest.fixture
def truth(vocabulary: Vocabulary) -> TestOf:
    """The truth of a written condition where the given facts are known."""

    def tell(condition: dict[str, Any] | Condition, **facts: Any) -> Truth:
        read = Reader(vocabulary, set()).condition(condition, "here") if isinstance(condition, dict) else condition
        return compiled(read, vocabulary)(Case(None, facts, date(2025, 3, 4)))  # type: ignore[arg-type]

    return tell


def facts_for(opened: Truth, flashed: Truth) -> dict[str, bool]:
    told = {"opened_body": opened, "flashed_firmware": flashed}
    return {fact: value for fact, value in told.items() if value is not None}


@pytest.mark.parametrize(("parts", "expected"), AND.items())
def test_all_needs_every_part(truth: TestOf, parts: tuple[Truth, Truth], expected: Truth) -> None:
    both = {"opened_body": True, "flashed_firmware": True}
    assert truth(both, **facts_for(*parts)) is expected
    assert truth({"all": [{fact: True} for fact in both]}, **facts_for(*parts)) is expected


@pytest.mark.parametrize(("parts", "expected"), OR.items())
def test_any_needs_one_part(truth: TestOf, parts: tuple[Truth, Truth], expected: Truth) -> None:
    assert truth({"any": {"opened_body": True, "flashed_firmware": True}}, **facts_for(*parts)) is expected


@pytest.mark.parametrize(("part", "expected"), [(True, False), (False, True), (None, None)])
def test_not_turns_round_what_is_known(truth: TestOf, part: Truth, expected: Truth) -> None:
    assert truth({"not": {"opened_body": True}}, **facts_for(part, None)) is expected


def test_an_empty_condition_holds_always_and_an_empty_choice_never(truth: TestOf) -> None:
    assert truth({}) is True
    assert truth(NEVER) is False


class TestFact:
    def test_holds_with_an_accepted_value(self, truth: TestOf) -> None:
        assert truth({"cause": ["wear", "accident"]}, cause="wear") is True
        assert truth({"cause": ["wear", "accident"]}, cause="misuse") is False
        assert truth({"cause": "own_doing"}, cause="accident") is True

    def test_is_unknown_until_told(self, truth: TestOf) -> None:
        assert truth({"cause": "wear"}) is None
        assert truth({"opened_body": False}) is None
        assert truth({"bought_here": False}) is None

    def test_that_the_customer_cannot_tell_stays_unknown(self, truth: TestOf) -> None:
        assert truth({"opened_body": True}, opened_body="not_known") is None
        assert truth({"opened_body": False}, opened_body="not_known") is None

    def test_of_a_choice_takes_not_known_for_a_value(self, truth: TestOf) -> None:
        assert truth({"cause": "wear"}, cause="not_known") is False
        assert truth({"cause": "not_known"}, cause="not_known") is True

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ({"return_slip": True}, False),
            ({"return_slip": False}, True),
            ({"returned_undamaged": True}, False),
            ({"returned_undamaged": False}, False),
            ({"inspection": "not_faulty"}, False),
            ({"inspection": "faulty"}, False),
            ({"return_carrier": "not_post"}, False),
            ({"not": {"inspection": "faulty"}}, True),
        ],
    )
    def test_about_a_step_that_nobody_told_has_not_happened(
        self, truth: TestOf, condition: dict[str, Any], expected: bool
    ) -> None:
        assert truth(condition) is expected

    def test_about_a_step_is_known_once_told(self, truth: TestOf) -> None:
        assert truth({"return_slip": True}, return_slip=True) is True
        assert truth({"inspection": "not_faulty"}, inspection="not_faulty") is True


class TestTold:
    @pytest.mark.parametrize(("told", "expected"), [(True, True), (False, False), ("not_known", False), (None, False)])
    def test_takes_silence_for_no(self, truth: TestOf, told: Any, expected: bool) -> None:
        facts = {} if told is None else {"opened_body": told}
        assert truth({"told": {"opened_body": True}}, **facts) is expected

    def test_needs_every_fact(self, truth: TestOf) -> None:
        told = {"told": {"opened_body": True, "flashed_firmware": True}}
        assert truth(told, opened_body=True) is False
        assert truth(told, opened_body=True, flashed_firmware=True) is True

    def test_denied_holds_in_silence(self, truth: TestOf) -> None:
        assert truth({"not": {"told": {"opened_body": True}}}) is True
        assert truth({"not": {"told": {"opened_body": True}}}, opened_body=True) is False


DEFECTIVE = FactIs("problem", frozenset(["defective"]))
CANCEL = FactIs("problem", frozenset(["cancel"]))
OPENED = FactIs("opened_body", frozenset([True]))
KEPT = InWindow("arrival", True)


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        (DEFECTIVE, ALWAYS),
        (CANCEL, NEVER),
        (OPENED, OPENED),
        (KEPT, KEPT),
        (Told("opened_body", frozenset([True])), Told("opened_body", frozenset([True]))),
        (AllOf((DEFECTIVE, OPENED)), OPENED),
        (AllOf((CANCEL, OPENED)), NEVER),
        (AllOf((DEFECTIVE, OPENED, KEPT)), AllOf((OPENED, KEPT))),
        (AnyOf((DEFECTIVE, OPENED)), ALWAYS),
        (AnyOf((CANCEL, OPENED)), OPENED),
        (AnyOf((CANCEL, CANCEL)), NEVER),
        (NotSo(DEFECTIVE), NEVER),
        (NotSo(CANCEL), ALWAYS),
        (NotSo(AllOf((DEFECTIVE, OPENED))), NotSo(OPENED)),
        (AnyOf((AllOf((CANCEL, KEPT)), AllOf((DEFECTIVE, OPENED)))), OPENED),
    ],
)
def test_a_known_fact_leaves_the_rest(condition: Condition, left: Condition) -> None:
    assert simplified(condition, "problem", "defective") == left
