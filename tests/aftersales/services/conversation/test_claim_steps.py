"""Claims in conversation: how they stand, and withdrawing one's own after a yes."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import claims
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, Order
from aftersales.services.claims.life import advance

PutOrder = Callable[..., Order]


def _claim(customer: Any, order: Order) -> str:
    """Opens a claim in the conversation; gives its number."""
    customer.says("the wrong thing came", "report_wrong_item")
    if not customer.case.order_id:
        customer.identified(order)
    if customer.asked.get("kind") == "quantity":
        customer.says("1")
    said, _ = customer.says("yes", "affirm").replies
    return said.values["reference"]


def _find(engine: Engine, reference: str) -> Claim:
    with reading(engine) as session:
        return claims.find(session, reference)


def test_without_a_claim_that_is_told(customer: Any, an_order: PutOrder) -> None:
    customer.says("how is my claim", "claim_status")
    assert "no_claims" in customer.identified(an_order("qualir", "QA-10234")).names
    assert customer.says("withdraw it", "withdraw_claim").names == ["nothing_to_withdraw"]


def test_a_fault_told_with_the_question_is_taken_up_where_there_is_no_claim(customer: Any, an_order: PutOrder) -> None:
    customer.says("my camera is broken", "claim_status", facts={"problem": "defective"})
    assert "no_claims" in customer.identified(an_order("qualir", "QA-10234")).names
    assert (customer.case.flow, customer.case.problem) == ("claim_warranty", "defective")
    assert customer.asked


def test_a_fault_told_with_the_question_opens_nothing_where_there_is_a_claim(customer: Any, an_order: PutOrder) -> None:
    _claim(customer, an_order("qualir", "QA-10234"))
    customer.says("how is my claim, the camera is broken", "claim_status", facts={"problem": "defective"})
    assert customer.case.flow == "claim_status"


def test_how_a_claim_stands_is_told(customer: Any, an_order: PutOrder) -> None:
    reference = _claim(customer, an_order("qualir", "QA-10234"))
    said = customer.says("how is my claim", "claim_status").say("claim_authorised")
    assert said.values["reference"] == reference
    assert said.values["product"] == "Rear view camera"


@pytest.mark.parametrize("state", ["sent", "arrived"])
def test_every_state_has_its_words(customer: Any, an_order: PutOrder, sqlite: Engine, state: str) -> None:
    reference = _claim(customer, an_order("qualir", "QA-10234"))
    with writing(sqlite) as session:
        claim = claims.find(session, reference)
        for step in ("sent", "arrived")[: 1 + (state == "arrived")]:
            advance(session, customer.policies, claim, step, "ann", customer.today, customer.now)
    assert customer.says("how is my claim", "claim_status").names == [f"claim_{state}", "claim_page"]


def test_the_one_claim_is_withdrawn_after_a_yes(customer: Any, an_order: PutOrder, sqlite: Engine) -> None:
    reference = _claim(customer, an_order("qualir", "QA-10234"))
    summary = customer.says("I want to withdraw my claim", "withdraw_claim").say("confirm_withdraw_claim")
    assert summary.values == {"reference": reference}
    assert _find(sqlite, reference).state == "authorised"
    assert customer.says("yes", "affirm").names == ["claim_withdrawn", "anything_else"]
    assert _find(sqlite, reference).state == "withdrawn"
    assert customer.says("yes", "affirm").say("claim_withdrawn").values == {"reference": reference}


def test_a_no_leaves_the_claim(customer: Any, an_order: PutOrder, sqlite: Engine) -> None:
    reference = _claim(customer, an_order("qualir", "QA-10234"))
    customer.says("I want to withdraw my claim", "withdraw_claim")
    assert customer.says("no", "deny").names == ["nothing_done", "anything_else"]
    assert _find(sqlite, reference).state == "authorised"


def test_a_claim_whose_goods_have_arrived_cannot_be_withdrawn(
    customer: Any, an_order: PutOrder, sqlite: Engine
) -> None:
    reference = _claim(customer, an_order("qualir", "QA-10234"))
    with writing(sqlite) as session:
        claim = claims.find(session, reference)
        for step in ("sent", "arrived"):
            advance(session, customer.policies, claim, step, "ann", customer.today, customer.now)
    assert customer.says("withdraw it", "withdraw_claim").names == ["withdraw_too_late"]


@pytest.mark.parametrize("named", ["number", "slip", "place"])
def test_of_several_claims_the_one_named_is_summed_up(
    customer: Any, an_order: PutOrder, sqlite: Engine, named: str
) -> None:
    order = an_order("qualir", "QA-10234", ("Phone case", 2))
    first, second = _claim(customer, order), _claim(customer, order)
    asked = customer.says("withdraw a claim", "withdraw_claim").say("ask_which_claim")
    assert [choice.says for choice in asked.choices] == [second, first]
    slip = _find(sqlite, first).authorisation_number
    answer = customer.says({"number": first.lower(), "slip": f"the one with slip {slip}", "place": "2"}[named])
    assert answer.names == ["confirm_withdraw_claim"]
    assert answer.say("confirm_withdraw_claim").values == {"reference": first}
    customer.says("yes", "affirm")
    assert (_find(sqlite, first).state, _find(sqlite, second).state) == ("withdrawn", "authorised")


def test_a_claim_of_somebody_else_cannot_be_named(customer: Any, an_order: PutOrder, sqlite: Engine) -> None:
    other = type(customer)(sqlite, customer.policies, customer.now, conversation_id="c2")
    theirs = _claim(other, an_order("qualir", "QA-20000", email="ben.brown@example.com"))
    order = an_order("qualir", "QA-10234", ("Phone case", 2))
    _claim(customer, order), _claim(customer, order)
    customer.says("withdraw a claim", "withdraw_claim")
    assert customer.says(theirs).names == ["not_understood_answer", "ask_which_claim"]
    assert _find(sqlite, theirs).state == "authorised"


def test_a_number_that_no_claim_has_is_asked_again(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir", "QA-10234", ("Phone case", 2))
    _claim(customer, order), _claim(customer, order)
    customer.says("withdraw a claim", "withdraw_claim")
    assert customer.says("C-0000000000").names == ["not_understood_answer", "ask_which_claim"]
