"""Which outcomes a decision should settle, and which of them wait for the customer."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales.policy.relevance import lists_waiting, open_outcomes, relevant_outcomes, remedy_is_uncertain

ON_THE_WAY_BACK = {"return_postage", "import_duty", "missing_parts", "send_to", "address_from", "authorisation"}
OF_A_REFUND = {"original_postage", "refund_items", "refund_method", "refund_within"}


@pytest.fixture
def relevant(policy_of: Any, evaluated: Any) -> Any:
    def tell(then: str, **facts: Any) -> set[str]:
        return set(relevant_outcomes(evaluated(policy_of(f"rule: {{then: {{{then}}}}}"), **facts)))

    return tell


def test_a_refusal_needs_no_more_than_itself(relevant: Any) -> None:
    assert relevant("eligible: no", problem="defective", order_status="delivered") == {"eligible"}


def test_the_way_back_matters_for_goods_that_were_sent(relevant: Any) -> None:
    assert relevant("eligible: yes", problem="defective", order_status="delivered") == {"eligible", *ON_THE_WAY_BACK}
    assert relevant("eligible: yes", problem="change_of_mind", order_status="placed") == {"eligible"}
    assert relevant("eligible: yes", problem="cancel", order_status="delivered") == {"eligible"}


def test_without_an_order_the_way_back_may_matter(relevant: Any) -> None:
    assert relevant("eligible: yes", problem="defective") >= ON_THE_WAY_BACK


def test_the_money_matters_where_there_is_some_to_come_back(relevant: Any) -> None:
    facts = {"problem": "cancel", "order_status": "placed"}
    assert relevant("eligible: yes, remedies: [cancellation]", **facts) == {"eligible", *OF_A_REFUND}
    assert relevant("eligible: yes, remedies: [repair]", **facts) == {"eligible"}


def test_sending_a_replacement_matters_where_there_may_be_one(relevant: Any) -> None:
    facts = {"problem": "defective", "order_status": "delivered"}
    assert "replacement_postage" in relevant("eligible: yes, remedies: [replacement]", **facts)
    assert "replacement_postage" not in relevant("eligible: yes, remedies: [repair]", **facts)


def test_who_chooses_matters_among_several_remedies(relevant: Any) -> None:
    facts = {"problem": "defective", "order_status": "delivered"}
    assert "remedy_chosen_by" in relevant("eligible: yes, remedies: [replacement, repair]", **facts)
    assert "remedy_chosen_by" not in relevant("eligible: yes, remedies: [repair]", **facts)


BLOCKING = """
    covered: {when: {problem: defective}, then: {eligible: yes, remedies: [refund]}}
    barred: {when: {problem: defective, CONDITION}, then: {blocked_by: [open_dispute]}}
"""


@pytest.mark.parametrize(
    ("condition", "facts", "waiting"),
    [
        ("wants: refund", {}, {"blocked_by"}),
        ("wants: refund", {"wants": "repair"}, set()),
        ("wants: refund", {"wants": "refund"}, set()),
        ("open_dispute: true", {}, set()),  # nobody asks a customer for it
        ("open_dispute: true, wants: refund", {}, set()),
        ("open_dispute: true, wants: refund", {"open_dispute": True}, {"blocked_by"}),
        ("open_dispute: true, wants: refund", {"open_dispute": False}, set()),
    ],
)
def test_a_bar_waits_only_for_what_the_customer_alone_can_tell(
    policy_of: Any, evaluated: Any, condition: str, facts: dict[str, Any], waiting: set[str]
) -> None:
    evaluation = evaluated(policy_of(BLOCKING.replace("CONDITION", condition)), problem="defective", **facts)
    assert lists_waiting(evaluation) == waiting
    assert open_outcomes(evaluation) == waiting


def test_a_remedy_waits_where_none_is_sure(policy_of: Any, evaluated: Any) -> None:
    rules = """
    covered: {when: {problem: defective}, then: {eligible: yes}}
    repaired: {when: {problem: defective, cause: manufacturing}, then: {remedies: [repair]}}
    """
    assert lists_waiting(evaluated(policy_of(rules), problem="defective")) == {"remedies"}
    assert lists_waiting(evaluated(policy_of(rules), problem="defective", cause="wear")) == set()


@pytest.mark.parametrize(
    ("told", "uncertain"),
    [({}, True), ({"unused": "not_known"}, True), ({"unused": True}, False), ({"unused": False}, False)],
)
def test_a_remedy_is_uncertain_while_it_hangs_on_what_is_not_known(
    policy_of: Any, evaluated: Any, told: dict[str, Any], uncertain: bool
) -> None:
    rules = """
    covered: {when: {problem: defective}, then: {eligible: yes}}
    refunded: {when: {problem: defective, unused: true}, then: {remedies: [refund]}}
    """
    assert remedy_is_uncertain(evaluated(policy_of(rules), problem="defective", **told)) is uncertain


def test_nothing_is_open_once_a_person_decides(policy_of: Any, evaluated: Any) -> None:
    rules = """
    perhaps: {when: {problem: defective}, may: {eligible: no}}
    payer: {when: {problem: defective, cause: wear}, then: {return_postage: customer}}
    """
    assert open_outcomes(evaluated(policy_of(rules), problem="defective", order_status="delivered")) == set()
