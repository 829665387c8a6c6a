"""Settling outcomes: exceptions, chains of them, conflicts, discretion, silence and lists."""

from __future__ import annotations

from typing import Any

import pytest

OPENED = "when: {problem: defective, opened_body: true}"
FLASHED = "when: {problem: defective, flashed_firmware: true}"
DEFECTIVE = "when: {problem: defective}"


@pytest.fixture
def settled(policy_of: Any, evaluated: Any) -> Any:
    """The settlement of rules on a defective item with the given facts."""

    def settle(rules: str, **facts: Any) -> Any:
        return evaluated(policy_of(rules), problem="defective", **facts).settlement

    return settle


def on_eligible(settlement: Any) -> tuple[str, str | None]:
    finding = settlement.findings["eligible"]
    return finding.kind, finding.value


def test_without_a_rule_the_policy_is_silent(settled: Any) -> None:
    settlement = settled(f"other: {{{DEFECTIVE}, then: {{send_to: china}}}}")
    assert on_eligible(settlement) == ("silent", None)
    assert settlement.findings["send_to"][:2] == ("settled", "china")


def test_a_rule_that_does_not_hold_says_nothing(settled: Any) -> None:
    assert on_eligible(settled(f"no: {{{OPENED}, then: {{eligible: no}}}}", opened_body=False)) == ("silent", None)


def test_equal_values_coexist(settled: Any) -> None:
    settlement = settled(
        f"""
        opened: {{{OPENED}, then: {{eligible: no}}}}
        flashed: {{{FLASHED}, then: {{eligible: no}}}}
        """,
        opened_body=True,
        flashed_firmware=True,
    )
    assert settlement.findings["eligible"] == ("settled", "no", ("opened", "flashed"))
    assert settlement.beaten == {}


CONFLICTING = f"""
    covered: {{{DEFECTIVE}, then: {{eligible: yes}}}}
    opened: {{{OPENED}, then: {{eligible: no}}}}
"""


def test_differing_survivors_are_a_conflict(settled: Any) -> None:
    settlement = settled(CONFLICTING, opened_body=True)
    assert on_eligible(settlement) == ("conflict", None)
    assert set(settlement.findings["eligible"].rules) == {"covered", "opened"}


EXCEPTION = f"""
    covered: {{{DEFECTIVE}, then: {{eligible: yes, return_postage: shop}}}}
    opened: {{over: [covered], {OPENED}, then: {{eligible: no}}}}
"""


class TestException:
    def test_beats_what_it_names(self, settled: Any) -> None:
        settlement = settled(EXCEPTION, opened_body=True)
        assert settlement.findings["eligible"] == ("settled", "no", ("opened",))
        assert settlement.beaten == {"covered": "opened"}

    def test_beats_outcome_by_outcome(self, settled: Any) -> None:
        assert settled(EXCEPTION, opened_body=True).findings["return_postage"][:2] == ("settled", "shop")

    def test_that_does_not_hold_beats_nothing(self, settled: Any) -> None:
        settlement = settled(EXCEPTION, opened_body=False)
        assert on_eligible(settlement) == ("settled", "yes")
        assert settlement.beaten == {}

    def test_of_unknown_truth_leaves_the_outcome_open(self, settled: Any) -> None:
        settlement = settled(EXCEPTION)
        assert on_eligible(settlement) == ("open", None)
        assert set(settlement.findings["eligible"].rules) == {"covered", "opened"}
        assert settlement.findings["return_postage"].kind == "settled"

    def test_order_in_the_file_means_nothing(self, settled: Any) -> None:
        first, second = EXCEPTION.strip().split("\n")
        turned = f"{second.strip()}\n{first.strip()}"
        for facts in ({}, {"opened_body": True}, {"opened_body": False}):
            assert settled(turned, **facts).findings == settled(EXCEPTION, **facts).findings

    def test_whose_victim_is_about_other_problems_is_harmless(self, settled: Any) -> None:
        rules = f"""
        cancelled: {{when: {{problem: cancel}}, then: {{eligible: yes}}}}
        opened: {{over: [cancelled], {OPENED}, then: {{eligible: no}}}}
        """
        assert on_eligible(settled(rules, opened_body=True)) == ("settled", "no")


CHAIN = f"""
    covered: {{{DEFECTIVE}, then: {{eligible: yes}}}}
    opened: {{over: [covered], {OPENED}, then: {{eligible: no}}}}
    flashed: {{over: [opened], {FLASHED}, then: {{eligible: yes}}}}
"""


@pytest.mark.parametrize(
    ("opened", "flashed", "value", "beaten"),
    [
        (True, True, "yes", {"opened": "flashed"}),
        (True, False, "no", {"covered": "opened"}),
        (False, True, "yes", {}),
        (False, False, "yes", {}),
    ],
)
def test_an_exception_to_an_exception_revives_the_rule(
    settled: Any, opened: bool, flashed: bool, value: str, beaten: dict[str, str]
) -> None:
    settlement = settled(CHAIN, opened_body=opened, flashed_firmware=flashed)
    assert on_eligible(settlement) == ("settled", value)
    assert settlement.beaten == beaten


def test_a_beaten_exception_does_not_count_as_the_beater(settled: Any) -> None:
    rules = f"""
    covered: {{{DEFECTIVE}, then: {{eligible: yes}}}}
    opened: {{over: [covered], {OPENED}, then: {{eligible: no}}}}
    flashed: {{over: [covered, opened], {FLASHED}, may: {{eligible: no}}}}
    """
    settlement = settled(rules, opened_body=True, flashed_firmware=True)
    assert settlement.beaten == {"covered": "flashed", "opened": "flashed"}


class TestLeftToAPerson:
    @pytest.mark.parametrize(
        ("says", "kind"),
        [
            ("may: {eligible: no}", "discretion"),
            ("unclear: {eligible: silent}", "silent"),
            ("unclear: {eligible: conflict}", "conflict"),
        ],
    )
    def test_a_rule_says_why(self, settled: Any, says: str, kind: str) -> None:
        assert on_eligible(settled(f"rule: {{{DEFECTIVE}, {says}}}")) == (kind, None)

    def test_discretion_over_a_rule_takes_its_place(self, settled: Any) -> None:
        rules = f"""
        covered: {{{DEFECTIVE}, then: {{eligible: yes}}}}
        may: {{over: [covered], {OPENED}, may: {{eligible: no}}}}
        """
        assert on_eligible(settled(rules, opened_body=True)) == ("discretion", None)
        assert on_eligible(settled(rules, opened_body=False)) == ("settled", "yes")

    def test_discretion_beside_a_rule_is_discretion(self, settled: Any) -> None:
        rules = f"""
        covered: {{{DEFECTIVE}, then: {{eligible: yes}}}}
        may: {{{OPENED}, may: {{eligible: no}}}}
        """
        assert on_eligible(settled(rules, opened_body=True)) == ("discretion", None)


class TestLists:
    def test_merge_and_remember_who_adds(self, settled: Any) -> None:
        settlement = settled(
            f"""
            one: {{{DEFECTIVE}, then: {{remedies: [repair, refund]}}}}
            two: {{{OPENED}, then: {{remedies: [refund], steps: [report_first]}}}}
            """,
            opened_body=True,
        )
        assert settlement.lists == {
            "remedies": {"repair": ("one",), "refund": ("one", "two")},
            "steps": {"report_first": ("two",)},
        }
        assert settlement.live == ("one", "two")

    def test_of_a_rule_beaten_on_all_it_settles_go_with_it(self, settled: Any) -> None:
        rules = f"""
        covered: {{{DEFECTIVE}, then: {{eligible: yes, remedies: [repair]}}}}
        opened: {{over: [covered], {OPENED}, then: {{eligible: no}}}}
        """
        assert settled(rules, opened_body=True).lists == {}
        assert settled(rules, opened_body=True).live == ("opened",)

    def test_of_a_rule_beaten_in_part_stay(self, settled: Any) -> None:
        rules = EXCEPTION.replace("return_postage: shop", "return_postage: shop, steps: [report_first]")
        assert settled(rules, opened_body=True).lists == {"steps": {"report_first": ("covered",)}}

    def test_of_a_rule_without_outcomes_yield_to_an_exception_that_names_it(self, settled: Any) -> None:
        rules = f"""
        offer: {{{DEFECTIVE}, then: {{remedies: [repair]}}}}
        opened: {{over: [offer], {OPENED}, then: {{eligible: no}}}}
        """
        settlement = settled(rules, opened_body=True)
        assert settlement.lists == {}
        assert settled(rules, opened_body=False).lists == {"remedies": {"repair": ("offer",)}}

    def test_of_unknown_rules_are_only_possible(self, settled: Any) -> None:
        settlement = settled(f"maybe: {{{OPENED}, then: {{remedies: [repair]}}}}")
        assert settlement.lists == {}
        assert settlement.possible == {"remedies": {"repair": ("maybe",)}}
        assert settlement.live == ()
