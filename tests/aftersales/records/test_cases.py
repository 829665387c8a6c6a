"""Cases: which is on the table, and the facts that count."""

from datetime import datetime

import pytest
from sqlalchemy.engine import Engine

from aftersales.errors import UnknownCase
from aftersales.records import cases
from aftersales.records.database import reading, writing
from aftersales.records.tables import Case


def test_the_latest_value_of_a_fact_counts_and_the_older_stays(engine: Engine, case: Case, now: datetime) -> None:
    with writing(engine) as session:
        cases.record_fact(session, case, "opened_body", True, "said", now, quote="I opened it")
        cases.record_fact(session, case, "unused", False, "asked", now)
        cases.record_fact(session, case, "opened_body", False, "asked", now, quote="no, sorry")
    with reading(engine) as session:
        latest = cases.latest_facts(session, case)
        history = cases.fact_history(session, case, "opened_body")
    assert {fact: row.value for fact, row in latest.items()} == {"opened_body": False, "unused": False}
    assert latest["opened_body"].quote == "no, sorry"
    assert [row.value for row in history] == [True, False]


def test_a_fact_taken_back_counts_no_more(engine: Engine, case: Case, now: datetime) -> None:
    with writing(engine) as session:
        cases.record_fact(session, case, "wants", "refund", "said", now)
        cases.record_fact(session, case, "wants", None, "asked", now)
        assert cases.latest_facts(session, case) == {}


@pytest.mark.parametrize("value", [True, False, "not_known", 0, 3, "2025-03-04", ["a"], {"a": 1}])
def test_a_fact_keeps_its_value(engine: Engine, case: Case, now: datetime, value: object) -> None:
    with writing(engine) as session:
        cases.record_fact(session, case, "fact", value, "agent", now)
    with reading(engine) as session:
        assert cases.latest_facts(session, case)["fact"].value == value


def test_the_current_case_is_the_latest_that_is_not_over(engine: Engine, conversation: str, now: datetime) -> None:
    with writing(engine) as session:
        assert cases.current(session, conversation) is None
        first = cases.open_case(session, conversation, "return_item", now)
        later = cases.open_case(session, conversation, "cancel_order", now, status="queued")
        assert cases.current(session, conversation) is first
        assert cases.queued(session, conversation) == [later]
        cases.record_decision(session, first, {"status": "eligible"}, "abc", "You can return it.")
        assert (cases.current(session, conversation), first.status) == (first, "decided")
        first.status = "done"
        assert cases.current(session, conversation) is None
        assert cases.of_conversation(session, conversation) == [first, later]


def test_an_unknown_case_is_a_fault(engine: Engine) -> None:
    with reading(engine) as session, pytest.raises(UnknownCase):
        cases.get(session, 7)
