"""Why: the clauses behind a decision, or behind the question on the table."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.engine import Engine

from aftersales.records import handoffs
from aftersales.records.database import writing
from aftersales.records.tables import Order

PutOrder = Callable[..., Order]


def test_a_decision_is_explained_with_its_clauses_in_words(customer: Any, an_order: PutOrder) -> None:
    customer.says("the wrong thing came", "report_wrong_item")
    decision = customer.identified(an_order("qualir", "QA-10234")).card.decision
    answer = customer.says("why?", "why")
    assert answer.names == ["why_decision", "confirm_open_claim"]
    lines = answer.say("why_decision").values["lines"]
    told = dict(line.split(": ", 1) for line in lines)
    assert told == {clause: customer.policies["qualir"].clauses[clause] for clause in told}
    assert set(told) <= set(decision.clauses)


def test_a_question_is_explained_with_the_clauses_that_need_it(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty", facts={"cause": "manufacturing"})
    customer.identified(an_order("rma", "QA-10234"))
    assert customer.asked["fact"] == "original_packaging"
    answer = customer.says("why do you ask?", "why")
    assert answer.names == ["why_question", "ask_yes_no"]
    assert answer.say("why_question").values["lines"]


def test_several_questions_are_explained_together(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty", facts={"cause": "manufacturing"})
    customer.identified(an_order("qualir", "QA-10234"))
    assert customer.asked["kind"] == "facts"
    answer = customer.says("why do you ask?", "why")
    assert answer.names == ["why_question", "ask_any_of"]
    told = [line.split(":")[0] for line in answer.say("why_question").values["lines"]]
    assert {"Q-08", "Q-09", "Q-10"} & set(told)


def test_a_refusal_is_explained_after_it_has_ended(customer: Any, an_order: PutOrder) -> None:
    customer.says("wrong item", "report_wrong_item")
    customer.identified(an_order("guarantee", "QA-10234"))
    customer.says("no", "deny")
    assert customer.says("why not?", "why").names[0] == "why_decision"


def test_where_the_policy_is_silent_that_is_the_reason(customer: Any, an_order: PutOrder, sqlite: Engine) -> None:
    customer.says("I do not like it", "return_item")
    customer.identified(an_order("guarantee", "QA-10234"))
    with writing(sqlite) as session:
        handoff = handoffs.live(session, customer.conversation_id)
        assert handoffs.take(session, handoff)
        assert handoffs.close(session, handoff, customer.now)
    assert customer.says("why a person?", "why").names == ["why_silent"]


def test_before_anything_was_decided_there_is_nothing_to_explain(customer: Any) -> None:
    customer.says("it broke", "claim_warranty")
    assert customer.says("why?", "why").names == ["nothing_to_explain", "ask_order_number_and_email"]
