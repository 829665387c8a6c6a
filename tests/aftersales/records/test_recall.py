"""What a transaction remembers of what it has read, and when it must forget."""

from datetime import datetime

from sqlalchemy.engine import Engine

from aftersales.records import cases, conversations
from aftersales.records.database import writing
from aftersales.records.recall import forget, forget_all, keep, recall, recall_all


class Readings:
    """Counts how often something is really read."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> int:
        self.count += 1
        return self.count


def test_it_is_read_once_in_a_transaction_and_anew_in_the_next(engine: Engine, conversation: str) -> None:
    read = Readings()
    with writing(engine) as session:
        conversations.lock(session, conversation)
        assert [recall(session, "thing", read), recall(session, "thing", read)] == [1, 1]
        session.commit()
        conversations.lock(session, conversation)
        assert recall(session, "thing", read) == 2


def test_nothing_is_kept_before_a_transaction_has_begun(engine: Engine) -> None:
    read = Readings()
    with writing(engine) as session:
        assert [recall(session, "thing", read), recall(session, "thing", read)] == [1, 2]


def test_what_is_forgotten_is_read_anew(engine: Engine, conversation: str) -> None:
    read = Readings()
    with writing(engine) as session:
        conversations.lock(session, conversation)
        recall(session, "thing", read)
        forget(session, "thing")
        assert recall(session, "thing", read) == 2
        forget_all(session)
        assert recall(session, "thing", read) == 3


def test_what_a_savepoint_reads_is_not_kept_since_it_may_be_rolled_back(engine: Engine, conversation: str) -> None:
    read = Readings()
    with writing(engine) as session:
        conversations.lock(session, conversation)
        with session.begin_nested():
            recall(session, "thing", read)
        assert recall(session, "thing", read) == 2


def test_of_several_only_the_missing_ones_are_read(engine: Engine, conversation: str) -> None:
    asked: list[list[str]] = []

    def read(missing: list[str]) -> dict[str, str]:
        asked.append(missing)
        return {name: name.upper() for name in missing}

    with writing(engine) as session:
        conversations.lock(session, conversation)
        keep(session, ("letter", "a"), "A")
        assert recall_all(session, "letter", ["a", "b"], read) == {"a": "A", "b": "B"}
        assert recall_all(session, "letter", ["b", "a"], read) == {"a": "A", "b": "B"}
    assert asked == [["b"]]


def test_a_lock_that_was_waited_for_makes_earlier_readings_void(engine: Engine, conversation: str) -> None:
    read = Readings()
    with writing(engine) as session:
        conversations.get(session, conversation)
        recall(session, "thing", read)
        conversations.lock(session, conversation)
        assert recall(session, "thing", read) == 2


def test_a_fact_noted_counts_at_once_and_a_rolled_back_one_never(
    engine: Engine, conversation: str, now: datetime
) -> None:
    with writing(engine) as session:
        conversations.lock(session, conversation)
        case = cases.open_case(session, conversation, "claim_warranty", now)
        cases.record_fact(session, case, "cause", "product", "said", now)
        savepoint = session.begin_nested()
        cases.record_fact(session, case, "cause", "accident", "said", now)
        assert cases.latest_facts(session, case)["cause"].value == "accident"
        savepoint.rollback()
        assert cases.latest_facts(session, case)["cause"].value == "product"
        cases.record_fact(session, case, "cause", None, "said", now)
        assert cases.latest_facts(session, case) == {}


def test_the_current_case_is_the_one_that_was_opened_after_the_other_ended(
    engine: Engine, conversation: str, now: datetime
) -> None:
    with writing(engine) as session:
        conversations.lock(session, conversation)
        assert cases.current(session, conversation) is None
        first = cases.open_case(session, conversation, "claim_warranty", now)
        assert cases.current(session, conversation) is first
        first.status = "done"
        assert cases.current(session, conversation) is None
        second = cases.open_case(session, conversation, "cancel_order", now)
        assert cases.current(session, conversation) is second
