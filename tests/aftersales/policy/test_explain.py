"""Explanations: the trace, the words, the deadlines, and the nearest yes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aftersales.policy.decision import Decision, decide
from aftersales.policy.explain import deadlines_of, said_by, spoken, trace_of
from aftersales.policy.request import Request

WINDOWS = """
    arrival: {from: delivered_on, days: 7, tested: reported_on, words: a week after delivery}
    warranty: {from: delivered_on, years: 1, tested: reported_on, words: a year after delivery}
"""
RULES = """
    covered: {cites: [C-1, C-2], when: {problem: defective, in: warranty}, then: {eligible: yes}, say: "To {warranty}."}
    late: {cites: [C-3], when: {problem: defective, past: warranty}, then: {eligible: no}, say: "Until {warranty}."}
    opened: {cites: [C-4], over: [covered], when: {problem: defective, opened_body: true}, then: {eligible: no}}
    flashed: {cites: [C-5], over: [covered], when: {problem: defective, flashed_firmware: true}, then: {eligible: no}}
    fresh: {cites: [C-6], when: {problem: defective, in: arrival}, then: {return_postage: shop}}
"""
NOTHING_DONE = {"opened_body": False, "flashed_firmware": False}
DELIVERED = date(2025, 2, 28)
NAMES = {"order_number": "7", "warehouse": "US", "products": "1 x Camera"}


@pytest.fixture
def policy(policy_of: Any) -> Any:
    return policy_of(RULES, windows=WINDOWS)


@pytest.fixture
def defective(policy: Any, evaluated: Any) -> Any:
    def run(**facts: Any) -> Any:
        return evaluated(policy, problem="defective", **{"delivered_on": DELIVERED, **NOTHING_DONE, **facts})

    return run


class TestTrace:
    def test_has_every_rule_about_the_problem_with_what_it_looked_at(self, defective: Any) -> None:
        covered, late, opened, flashed, fresh = trace_of(defective(opened_body=True))
        assert covered == {
            "rule": "covered",
            "cites": ["C-1", "C-2"],
            "holds": True,
            "beaten_by": "opened",
            "because": {"problem": "defective", "warranty": "2026-02-28"},
        }
        assert (late["holds"], late["beaten_by"]) == (False, None)
        assert (opened["holds"], opened["because"]) == (True, {"problem": "defective", "opened_body": True})
        assert flashed["holds"] is False
        assert fresh["because"]["arrival"] == "2025-03-07"

    def test_tells_what_is_unknown(self, policy: Any, evaluated: Any) -> None:
        covered, *_, fresh = trace_of(evaluated(policy, problem="defective"))
        assert (covered["holds"], fresh["holds"]) == (None, None)
        assert fresh["because"] == {"problem": "defective", "arrival": None}


class TestDeadlines:
    def test_are_the_windows_of_rules_in_force_soonest_first(self, defective: Any) -> None:
        assert [each.to_json() for each in deadlines_of(defective())] == [
            {"what": "arrival", "last_day": "2025-03-07", "rules": ["fresh"]},
            {"what": "warranty", "last_day": "2026-02-28", "rules": ["covered"]},
        ]

    def test_leave_out_beaten_rules(self, defective: Any) -> None:
        assert [each.what for each in deadlines_of(defective(opened_body=True))] == ["arrival"]

    def test_leave_out_lengths_that_are_only_a_reading(self, policy_of: Any, evaluated: Any) -> None:
        read = WINDOWS.replace("words: a week after", "is_reading: true, words: a week after")
        evaluation = evaluated(policy_of(RULES, windows=read), problem="defective", delivered_on=DELIVERED)
        assert [deadline.what for deadline in deadlines_of(evaluation)] == ["warranty"]

    def test_leave_out_days_that_cannot_be_told(self, policy_of: Any, evaluated: Any) -> None:
        policy = policy_of(
            "back: {when: {problem: defective, in: to_return}, then: {eligible: yes}}",
            windows="to_return: {from: rma_issued_on, days: 30, tested: sent_back_on, words: thirty days}",
        )
        assert deadlines_of(evaluated(policy, problem="defective")) == ()
        issued = evaluated(policy, problem="defective", rma_issued_on=date(2025, 3, 1))
        assert [each.last_day for each in deadlines_of(issued)] == [date(2025, 3, 31)]


class TestWords:
    @pytest.mark.parametrize(
        ("say", "words"),
        [
            ("Until {arrival}.", "Until 7 March 2025."),
            ("{shop} has order {order_number}.", "Small Shop has order 7."),
            ("{products} from {warehouse}", "1 x Camera from US"),
            ("Plain.", "Plain."),
            ("Braces: {{}}", "Braces: {}"),
        ],
    )
    def test_have_their_places_filled(self, policy_of: Any, case_of: Any, say: str, words: str) -> None:
        policy = policy_of(f'rule: {{when: {{in: arrival}}, then: {{eligible: yes}}, say: "{say}"}}', windows=WINDOWS)
        assert spoken(policy.rules["rule"], case_of(policy, delivered_on=DELIVERED), NAMES) == words

    def test_tell_a_day_that_is_not_known_as_the_policy_does(self, policy: Any, case_of: Any) -> None:
        assert spoken(policy.rules["covered"], case_of(policy), NAMES) == "To a year after delivery."

    def test_go_with_their_clauses(self, policy: Any, case_of: Any) -> None:
        (said,) = said_by(case_of(policy, delivered_on=DELIVERED), ["covered"], NAMES)
        assert (said.rule, said.text, said.cites) == ("covered", "To 28 February 2026.", ("C-1", "C-2"))


@pytest.fixture
def decided(policy: Any, case_of: Any) -> Any:
    def run(**facts: Any) -> Decision:
        known = {"problem": "defective", "delivered_on": DELIVERED, **NOTHING_DONE, **facts}
        return decide(Request(policy, case_of(policy, **known), None, ()))

    return run


def changes(decision: Decision) -> list[dict[str, Any]]:
    return [each.to_json()["change"] for each in decision.nearest_yes]


class TestNearestYes:
    def test_is_the_last_day_of_the_window_that_was_missed(self, decided: Any) -> None:
        late = decided(delivered_on=date(2024, 3, 3))
        assert late.status == "not_eligible"
        assert changes(late) == [{"reported_on": "2025-03-03"}]
        assert late.nearest_yes[0].status == "eligible"

    def test_is_what_need_not_have_been_done(self, decided: Any) -> None:
        assert changes(decided(opened_body=True)) == [{"opened_body": False}]

    def test_takes_two_changes_where_one_is_not_enough(self, decided: Any) -> None:
        both = decided(opened_body=True, flashed_firmware=True)
        assert changes(both) == [{"opened_body": False, "flashed_firmware": False}]
        late = decided(delivered_on=date(2024, 3, 3), opened_body=True)
        assert changes(late) == [{"reported_on": "2025-03-03", "opened_body": False}]

    def test_is_none_where_it_would_take_three(self, decided: Any) -> None:
        assert changes(decided(delivered_on=date(2024, 3, 3), opened_body=True, flashed_firmware=True)) == []

    def test_is_none_where_nothing_was_refused(self, decided: Any) -> None:
        assert changes(decided()) == []

    def test_would_indeed_have_been_eligible(self, decided: Any) -> None:
        late = decided(delivered_on=date(2024, 3, 3))
        assert decided(delivered_on=date(2024, 3, 3), **late.nearest_yes[0].change).status == "eligible"

    def test_is_the_nearest_of_several_windows(self, policy_of: Any, case_of: Any) -> None:
        rules = """
        week: {when: {problem: defective, in: arrival}, then: {eligible: yes}}
        year: {when: {problem: defective, in: warranty, past: arrival}, then: {eligible: yes}}
        late: {when: {problem: defective, past: warranty}, then: {eligible: no}}
        """
        policy = policy_of(rules, windows=WINDOWS)
        case = case_of(policy, problem="defective", delivered_on=date(2024, 3, 3))
        assert changes(decide(Request(policy, case, None, ()))) == [{"reported_on": "2025-03-03"}]

    def test_is_never_a_day_that_is_only_a_reading(self, policy_of: Any, case_of: Any) -> None:
        read = WINDOWS.replace("words:", "is_reading: true, words:")
        late = case_of(
            policy_of(RULES, windows=read), problem="defective", delivered_on=date(2023, 2, 28), **NOTHING_DONE
        )
        decision = decide(Request(late.policy, late, None, ()))
        assert (decision.status, decision.nearest_yes) == ("not_eligible", ())

    def test_cures_what_blocks(self, policy_of: Any, case_of: Any) -> None:
        rules = """
        covered: {when: {problem: defective}, then: {eligible: yes, remedies: [refund]}}
        barred: {when: {problem: defective, open_dispute: true}, then: {blocked_by: [open_dispute]}}
        """
        policy = policy_of(rules)
        decision = decide(Request(policy, case_of(policy, problem="defective", open_dispute=True), None, ()))
        assert (decision.status, changes(decision)) == ("blocked", [{"open_dispute": False}])
