"""Questions: what is still open, what may be asked, what settles most, and what needs no asking."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aftersales.policy.questions import (
    askable,
    branches,
    missing_facts,
    ranked_questions,
    settled_anyway,
    unknowns_of,
)
from aftersales.policy.relevance import open_outcomes

ARRIVAL = "arrival: {from: delivered_on, days: 7, tested: reported_on, words: a week}"
WARRANTY = "warranty: {from: shipped_on, years: warranty_years, tested: reported_on, words: the warranty}"
COVERED = "covered: {when: {problem: defective}, then: {eligible: yes}}"
TODAY = date(2025, 3, 4)


def opened(says: str, over: str = "over: [covered], ") -> str:
    return f"opened: {{{over}when: {{problem: defective, opened_body: true}}, {says}}}"


@pytest.fixture
def unknowns(policy_of: Any, evaluated: Any) -> Any:
    """What the eligibility of a defective item waits for."""

    def wait(rules: str, windows: str = ARRIVAL, **facts: Any) -> Any:
        evaluation = evaluated(policy_of(rules, windows=windows), problem="defective", **facts)
        return evaluation, unknowns_of(evaluation, evaluation.settlement.findings["eligible"].rules)

    return wait


@pytest.fixture
def asked(policy_of: Any, evaluated: Any) -> Any:
    def ask(rules: str, windows: str = ARRIVAL, **facts: Any) -> list[str]:
        evaluation = evaluated(policy_of(rules, windows=windows), **{"problem": "defective", **facts})
        return ranked_questions(evaluation, open_outcomes)

    return ask


@pytest.fixture
def settled(policy_of: Any, evaluated: Any) -> Any:
    def settle(rules: str, windows: str = ARRIVAL, **facts: Any) -> tuple[str, str | None]:
        evaluation = evaluated(policy_of(rules, windows=windows), problem="defective", **facts)
        return settled_anyway(evaluation, "eligible")[:2]

    return settle


class TestUnknowns:
    def test_are_the_facts_of_unknown_rules(self, unknowns: Any) -> None:
        _, waits = unknowns(f"{COVERED}\n{opened('then: {eligible: no}')}")
        assert waits.facts == {"opened_body"}

    def test_leave_out_parts_that_cannot_matter_any_more(self, unknowns: Any) -> None:
        either = "any: [{opened_body: true, cause: wear}, {flashed_firmware: true}]"
        rules = f"no: {{when: {{problem: defective, {either}}}, then: {{eligible: no}}}}"
        _, waits = unknowns(rules, opened_body=False)
        assert waits.facts == {"flashed_firmware"}

    def test_are_windows_whose_dates_are_missing(self, unknowns: Any) -> None:
        evaluation, waits = unknowns("late: {when: {problem: defective, past: arrival}, then: {eligible: no}}")
        assert waits.windows == {"arrival"}
        assert missing_facts(evaluation.case, waits) == ["delivered_on"]

    def test_of_a_window_are_also_its_length(self, unknowns: Any) -> None:
        rules = "late: {when: {problem: defective, past: warranty}, then: {eligible: no}}"
        evaluation, waits = unknowns(rules, WARRANTY, shipped_on=date(2024, 1, 1))
        assert missing_facts(evaluation.case, waits) == ["warranty_years"]
        assert askable(evaluation.case, ["warranty_years"]) == []

    def test_that_the_customer_cannot_tell_are_not_asked_again(self, unknowns: Any) -> None:
        evaluation, waits = unknowns(f"{COVERED}\n{opened('then: {eligible: no}')}", opened_body="not_known")
        assert missing_facts(evaluation.case, waits) == ["opened_body"]
        assert askable(evaluation.case, ["opened_body"]) == []


class TestBranches:
    def test_of_a_yes_or_no_are_two(self, unknowns: Any) -> None:
        evaluation, waits = unknowns(f"{COVERED}\n{opened('then: {eligible: no}')}")
        values = [case.values["opened_body"] for case in branches(evaluation.case, waits, "opened_body")]
        assert values == [True, False]

    def test_of_a_date_are_its_windows_kept_and_missed(self, unknowns: Any) -> None:
        evaluation, waits = unknowns("late: {when: {problem: defective, past: arrival}, then: {eligible: no}}")
        inside = [case.window("arrival").inside for case in branches(evaluation.case, waits, "delivered_on")]
        assert inside == [True, False]


class TestAsking:
    def test_asks_what_settles_most_first(self, asked: Any) -> None:
        rules = """
        wear: {when: {problem: defective, cause: wear}, then: {eligible: no}}
        other: {when: {problem: defective, not: {cause: wear}, opened_body: true}, then: {eligible: no}}
        sound: {when: {problem: defective, not: {cause: wear}, opened_body: false}, then: {eligible: yes}}
        """
        assert asked(rules) == ["cause", "opened_body"]

    def test_prefers_the_eligibility_to_other_outcomes(self, asked: Any) -> None:
        rules = """
        opened: {when: {problem: defective, opened_body: true}, then: {eligible: no}}
        sound: {when: {problem: defective, opened_body: false}, then: {eligible: yes}}
        packed: {when: {problem: defective, unused: true}, then: {return_postage: shop, import_duty: shop}}
        loose: {when: {problem: defective, unused: false}, then: {return_postage: customer, import_duty: customer}}
        """
        assert asked(rules, order_status="delivered")[0] == "opened_body"

    def test_never_asks_what_no_rule_needs(self, asked: Any) -> None:
        assert asked(COVERED) == []

    def test_never_asks_what_cannot_change_the_answer(self, asked: Any) -> None:
        assert asked(f"{COVERED}\n{opened('then: {eligible: no}')}", problem="cancel") == []

    def test_never_asks_on_once_it_is_refused(self, asked: Any) -> None:
        rules = """
        no: {when: {problem: defective}, then: {eligible: no}}
        payer: {when: {problem: defective, cause: wear}, then: {return_postage: customer}}
        """
        assert asked(rules, order_status="delivered") == []

    def test_never_asks_on_once_a_person_must_decide(self, asked: Any) -> None:
        rules = """
        perhaps: {when: {problem: defective}, may: {eligible: no}}
        payer: {when: {problem: defective, cause: wear}, then: {return_postage: customer}}
        """
        assert asked(rules, order_status="delivered") == []

    @pytest.mark.parametrize("condition", ["inspection: not_faulty", "return_slip: true", "told: {opened_body: true}"])
    def test_never_asks_steps_inspections_or_what_is_only_heeded_when_told(self, asked: Any, condition: str) -> None:
        rules = f"no: {{over: [covered], when: {{problem: defective, {condition}}}, then: {{eligible: no}}}}"
        assert asked(f"{COVERED}\n{rules}") == []

    def test_never_asks_what_only_the_record_knows(self, asked: Any) -> None:
        rules = "no: {over: [covered], when: {problem: defective, free_delivery: true}, then: {eligible: no}}"
        assert asked(f"{COVERED}\n{rules}") == []

    def test_asks_for_a_date_of_the_order_that_the_customer_knows_too(self, asked: Any) -> None:
        rules = """
        on_time: {when: {problem: defective, in: arrival}, then: {eligible: yes}}
        late: {when: {problem: defective, past: arrival}, then: {eligible: no}}
        """
        assert asked(rules) == ["delivered_on"]


class TestSettledAnyway:
    """Where every possible value gives the same answer, nobody is asked."""

    SAME = f"{COVERED}\n{opened('then: {eligible: yes}')}"
    BOTH = """
        opened: {when: {problem: defective, opened_body: true}, then: {eligible: no}}
        closed: {when: {problem: defective, opened_body: false}, then: {eligible: no}}
    """

    def test_whichever_answer_comes(self, settled: Any) -> None:
        assert settled(self.SAME) == ("settled", "yes")
        assert settled(self.BOTH) == ("settled", "no")

    def test_also_where_the_customer_cannot_tell(self, settled: Any) -> None:
        assert settled(self.BOTH, opened_body="not_known") == ("settled", "no")

    def test_whichever_way_the_dates_fall(self, settled: Any) -> None:
        rules = """
        on_time: {when: {problem: defective, in: arrival}, then: {eligible: yes}}
        late: {when: {problem: defective, past: arrival}, then: {eligible: yes}}
        """
        assert settled(rules) == ("settled", "yes")

    def test_but_not_where_answers_differ(self, settled: Any) -> None:
        assert settled(f"{COVERED}\n{opened('then: {eligible: no}')}") == ("open", None)
        assert settled(f"{COVERED}\n{opened('then: {eligible: no}')}", opened_body="not_known") == ("open", None)

    def test_nor_where_one_answer_is_a_person_s(self, settled: Any) -> None:
        assert settled(f"{COVERED}\n{opened('may: {eligible: no}')}") == ("open", None)

    def test_nor_where_one_answer_is_silence(self, settled: Any) -> None:
        assert settled(opened("then: {eligible: no}", over="")) == ("open", None)
