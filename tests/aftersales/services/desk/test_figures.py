"""The figures: counted from what the ledger holds, with medians of what was waited for."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from sqlalchemy.engine import Engine

from aftersales.policy.model import ShopPolicy
from aftersales.records import agents, audit, conversations, handoffs, transcript
from aftersales.records.database import writing
from aftersales.services.ask_policy import ASKED_SILENT
from aftersales.services.bootstrap import Premises
from aftersales.services.desk.figures import Count, figures
from aftersales.settings import Settings

SUMMARY = {"shop": "rma", "request": {"problem": "cancel"}}


@pytest.fixture
def premises(engine: Engine, policies: Mapping[str, ShopPolicy]) -> Premises:
    return Premises(Settings.from_environment({}), policies, engine)


def talk(engine: Engine, name: str, began: datetime, answered_after: float, person_after: float | None = None) -> None:
    """A conversation: the assistant answers after so many seconds, a person so many after the handing over."""
    with writing(engine) as session:
        conversations.get_or_start(session, name, began)
        transcript.append(session, name, "assistant", "Hello", began)
        transcript.append(session, name, "customer", "Help", began)
        transcript.append(session, name, "assistant", "Yes", began + timedelta(seconds=answered_after))
        if person_after is not None:
            handoff = handoffs.hand_over(session, name, "policy_silent", SUMMARY, began)
            handoffs.take(session, handoff, "mia")
            at = began + timedelta(seconds=person_after)
            transcript.append_all(session, name, "agent", [transcript.Line("I am here", agent="mia")], at)
            handoffs.close(session, handoff, at, "closed", "solved")
            handoff.solved = person_after < 100


def test_an_empty_ledger_has_figures(premises: Premises, now: datetime) -> None:
    shown = figures(premises, 30, now)
    assert (shown.conversations, shown.first_answer, shown.reasons, shown.claims) == (0, None, (), ())


def test_what_happened_within_the_period_is_counted(premises: Premises, engine: Engine, now: datetime) -> None:
    with writing(engine) as session:
        agents.add(session, "mia", "Mia", "hash", now)
        conversations.get_or_start(session, "nobody spoke", now)
        for _ in range(2):
            audit.record(session, "customer", ASKED_SILENT, "policy:rma", now, {"topic": "who_pays_return"})
    for number, seconds in enumerate((1.0, 2.0, 9.0)):
        talk(engine, f"bot{number}", now - timedelta(days=1), seconds)
    talk(engine, "person1", now - timedelta(days=2), 2.0, person_after=60)
    talk(engine, "person2", now - timedelta(days=2), 2.0, person_after=180)
    talk(engine, "long ago", now - timedelta(days=31), 500.0, person_after=5000)
    shown = figures(premises, 30, now)
    assert (shown.conversations, shown.without_person) == (5, 3)
    assert (shown.first_answer, shown.first_answer_of_person) == (2.0, 120.0)
    assert (shown.solved, shown.not_solved) == (1, 1)
    assert shown.reasons == (Count("policy_silent", 2),)
    topic = premises.policies["rma"].vocabulary.topics["who_pays_return"].words
    problem = premises.policies["rma"].vocabulary.facts["problem"].values["cancel"]
    name = premises.policies["rma"].name
    assert set(shown.silent) == {Count(f"{name}: {topic}", 2), Count(f"{name}: {problem}", 2)}
