"""One owner at any time: steps of the table only, and of many at once one winner, on both databases."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import agents, conversations, handoffs
from aftersales.records.database import reading, writing
from aftersales.records.ownership import NEXT_OWNERS, pass_on
from aftersales.records.tables.conversations import OWNERS

AGENTS = ("mia", "tom")


@pytest.fixture
def waiting(engine: Engine, conversation: str, now: datetime) -> str:
    """A conversation in the queue, and two agents."""
    with writing(engine) as session:
        for name in AGENTS:
            agents.add(session, name, name.title(), "hash", now)
        handoffs.hand_over(session, conversation, "asked_for", {}, now, {"asked": None, "case": None})
    return conversation


def owner_of(engine: Engine, conversation: str) -> tuple[str, str | None, int]:
    with reading(engine) as session:
        row = conversations.get(session, conversation)
        return row.owner, row.agent, row.epoch


def test_the_table_knows_every_owner() -> None:
    assert set(NEXT_OWNERS) == set(OWNERS) == {owner for following in NEXT_OWNERS.values() for owner in following}


def test_a_conversation_of_another_owner_is_left_alone(engine: Engine, waiting: str) -> None:
    with writing(engine) as session:
        assert not pass_on(session, conversations.get(session, waiting), "agent", "agent", "tom")
    assert owner_of(engine, waiting) == ("waiting", None, 1)


@pytest.mark.parametrize("to_owner", ["agent", "closed", "bot"])
def test_a_step_that_is_not_in_the_table_changes_nothing(engine: Engine, conversation: str, to_owner: str) -> None:
    with writing(engine) as session:
        assert not pass_on(session, conversations.get(session, conversation), "bot", to_owner)
    assert owner_of(engine, conversation) == ("bot", None, 0)


def test_two_agents_who_take_at_once_get_one_winner(
    engine: Engine, waiting: str, together: Callable[..., list[Any]]
) -> None:
    def take(number: int) -> bool:
        with writing(engine) as session:
            handoff = handoffs.last(session, waiting)
            return handoffs.take(session, handoff, AGENTS[number % 2])

    assert sum(together(take, 8)) == 1
    owner, agent, epoch = owner_of(engine, waiting)
    assert (owner, epoch) == ("agent", 2)
    assert agent in AGENTS


def test_who_read_an_older_epoch_comes_too_late(engine: Engine, waiting: str) -> None:
    with reading(engine) as session:
        as_read = conversations.get(session, waiting)
    with writing(engine) as session:
        assert handoffs.take(session, handoffs.live(session, waiting), "mia")
    with writing(engine) as session:
        as_read = session.merge(as_read, load=False)
        assert not pass_on(session, as_read, "waiting", "agent", "tom")
    assert owner_of(engine, waiting) == ("agent", "mia", 2)


def test_closing_and_assigning_at_once_leave_one_owner(
    engine: Engine, waiting: str, now: datetime, together: Callable[..., list[Any]]
) -> None:
    with writing(engine) as session:
        handoffs.take(session, handoffs.live(session, waiting), "mia")

    def end(number: int) -> bool:
        with writing(engine) as session:
            handoff = handoffs.last(session, waiting)
            steps = (
                lambda: handoffs.close(session, handoff, now, "closed", "solved"),
                lambda: handoffs.close(session, handoff, now, "bot", "given_back"),
            )
            return steps[number % 2]()

    assert sum(together(end, 8)) == 1
    owner, agent, _ = owner_of(engine, waiting)
    assert (owner in ("bot", "closed"), agent) == (True, None)
    with reading(engine) as session:
        ended = handoffs.last(session, waiting)
        assert (ended.state, ended.agent, ended.closed_at) == ("closed", "mia", now)
        assert ended.outcome == ("solved" if owner == "closed" else "given_back")


def test_released_it_waits_again_at_its_old_place(engine: Engine, waiting: str) -> None:
    with writing(engine) as session:
        handoff = handoffs.live(session, waiting)
        handoffs.take(session, handoff, "mia")
        assert handoffs.assign(session, handoff, "tom")
        assert handoffs.release(session, handoff)
        assert handoffs.queue(session) == [handoff]
    assert owner_of(engine, waiting) == ("waiting", None, 4)


def test_who_writes_after_the_end_is_the_bots_again(engine: Engine, waiting: str, now: datetime) -> None:
    with writing(engine) as session:
        handoff = handoffs.live(session, waiting)
        handoffs.take(session, handoff, "mia")
        handoffs.close(session, handoff, now, "closed", "answered")
        conversation = conversations.lock(session, waiting)
        assert handoffs.reopen(session, conversation)
        assert not handoffs.reopen(session, conversation)
    assert owner_of(engine, waiting) == ("bot", None, 4)
