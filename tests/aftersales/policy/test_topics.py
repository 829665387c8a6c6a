"""Questions about the policy: answered by the rules that decide, with the case's facts where there is a case."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales.policy.topics import answer_topic, concerns

RULES = """
    covered: {cites: [C-1], when: {problem: defective}, then: {eligible: yes}, say: covered}
    customer_pays: {cites: [C-2], when: {problem: defective}, then: {return_postage: customer}, say: you pay}
    shop_pays: {over: [customer_pays], when: {problem: defective, cause: shop_error}, then: {return_postage: shop}}
    wrong_goods: {when: {problem: sent_wrong}, then: {return_postage: shop, packing: [original_packaging]}}
    fee: {cites: [C-5], then: {promises: [no_restocking_fee]}, say: no fee}
    response: {cites: [C-6], then: {promises: [rma_by_email]}, about: [response_time], say: soon}
    cancelling: {cites: [C-7], when: {problem: cancel}, then: {eligible: yes}, say: cancel}
    goods: {cites: [C-8], when: {problem: goods_back}, then: {eligible: yes}, say: goods}
"""


@pytest.fixture
def answered(policy_of: Any, case_of: Any) -> Any:
    def answer(topic: str, **facts: Any) -> Any:
        return answer_topic(topic, case_of(policy_of(RULES), **facts), {})

    return answer


def rules(answer: Any) -> list[str]:
    return [said.rule for said in answer.said]


class TestConcerns:
    @pytest.mark.parametrize(
        ("topic", "about_it"),
        [
            ("who_pays_return", ["customer_pays", "shop_pays", "wrong_goods"]),  # its outcome
            ("how_to_pack", ["wrong_goods"]),  # its list
            ("restocking_fee", ["fee"]),  # its item
            ("response_time", ["response"]),  # named by the rule
            ("cancelling", ["cancelling"]),  # its problem
            ("defective_goods", ["covered", "goods"]),  # also beside others
            ("late_refund", []),
        ],
    )
    def test_a_topic_by_outcome_list_item_name_or_problem(
        self, policy_of: Any, topic: str, about_it: list[str]
    ) -> None:
        policy = policy_of(RULES)
        assert [rule.id for rule in policy.rules.values() if concerns(rule, topic, policy)] == about_it


def test_without_a_problem_every_rule_is_told_with_its_problems(answered: Any) -> None:
    answer = answered("who_pays_return")
    assert rules(answer) == ["customer_pays", "shop_pays", "wrong_goods"]
    assert answer.by_problem["customer_pays"] == ("defective",)
    assert "wrong_item" in answer.by_problem["wrong_goods"]


def test_a_rule_about_every_problem_names_none(answered: Any) -> None:
    assert answered("restocking_fee").by_problem == {"fee": ()}


def test_with_a_problem_only_rules_that_may_hold_are_told(answered: Any) -> None:
    answer = answered("who_pays_return", problem="defective")
    assert rules(answer) == ["customer_pays", "shop_pays"]
    assert answer.by_problem == {}


def test_with_its_cause_known_only_the_rule_in_force_is_told(answered: Any) -> None:
    assert rules(answered("who_pays_return", problem="defective", cause="shop_error")) == ["shop_pays"]
    assert rules(answered("who_pays_return", problem="defective", cause="wear")) == ["customer_pays"]


def test_a_topic_that_no_rule_for_the_problem_answers_is_answered_in_general(answered: Any) -> None:
    assert rules(answered("who_pays_return", problem="cancel")) == ["customer_pays", "shop_pays", "wrong_goods"]


def test_answers_carry_their_clauses(answered: Any) -> None:
    assert [said.cites for said in answered("response_time").said] == [("C-6",)]


def test_what_no_rule_answers_is_silent(answered: Any) -> None:
    assert answered("late_refund").silent
    assert not answered("response_time").silent


@pytest.mark.parametrize("shop", ["qualir", "guarantee", "highvalue", "rma", "saferexpert"])
def test_every_topic_of_every_shop_is_answered_with_clauses_or_silent(policies: Any, case_of: Any, shop: str) -> None:
    policy = policies[shop]
    names = dict.fromkeys(policy.vocabulary.placeholders, "it")
    for topic in policy.vocabulary.topics:
        for problem in (None, *policy.vocabulary.facts["problem"].values):
            case = case_of(policy) if problem is None else case_of(policy, problem=problem)
            answer = answer_topic(topic, case, names)
            assert all(said.text and said.cites for said in answer.said)
            assert "{" not in "".join(said.text for said in answer.said)
