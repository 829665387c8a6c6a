"""The handing over as the customer sees it, inside and outside the shop's hours."""

from collections.abc import Mapping
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.engine import Engine

from aftersales.errors import RequestError, UnknownConversation
from aftersales.policy.model import ShopPolicy
from aftersales.records import agents, conversations, handoffs
from aftersales.records.database import reading, writing
from aftersales.services.bootstrap import Premises
from aftersales.services.chat import handover as chat_handover
from aftersales.services.chat.handover import Handover, handover_of, leave_email, rate
from aftersales.settings import Settings

SATURDAY = datetime(2025, 3, 8, 12, tzinfo=timezone.utc)
TUESDAY = datetime(2025, 3, 4, 10, 30, tzinfo=timezone.utc)
MONDAY_MORNING = datetime(2025, 3, 10, 8, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def premises(engine: Engine, policies: Mapping[str, ShopPolicy], monkeypatch: pytest.MonkeyPatch) -> Premises:
    """A conversation at a shop that is open from Monday to Friday, and an agent; it is Tuesday."""
    with writing(engine) as session:
        conversations.get_or_start(session, "c1", TUESDAY).shop = "guarantee"
        agents.add(session, "mia", "Mia", "hash", TUESDAY)
    monkeypatch.setattr(chat_handover, "_now", lambda: TUESDAY)
    return Premises(Settings.from_environment({}), policies, engine)


def hand_over(premises: Premises, is_taken: bool = False, is_closed: bool = False) -> None:
    with writing(premises.engine) as session:
        handoff = handoffs.hand_over(session, "c1", "asked_for", {}, TUESDAY)
        if is_taken or is_closed:
            handoffs.take(session, handoff, "mia")
        if is_closed:
            handoffs.close(session, handoff, TUESDAY, "closed", "solved")


def test_while_the_assistant_answers_there_is_nothing_to_show(premises: Premises) -> None:
    assert handover_of(premises, "c1") == Handover("bot")


def test_inside_the_hours_no_time_is_named(premises: Premises) -> None:
    hand_over(premises)
    assert handover_of(premises, "c1") == Handover("waiting")


def test_outside_the_hours_the_next_opening_is_named(premises: Premises, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_over(premises)
    monkeypatch.setattr(chat_handover, "_now", lambda: SATURDAY)
    assert handover_of(premises, "c1") == Handover("waiting", answers_from=MONDAY_MORNING)
    leave_email(premises, "c1", " anna@example.com ")
    assert handover_of(premises, "c1").has_email


def test_who_has_it_is_named_as_customers_read_it(premises: Premises) -> None:
    hand_over(premises, is_taken=True)
    assert handover_of(premises, "c1") == Handover("agent", "Mia")


def test_after_the_end_one_question_is_asked_and_answered_once(premises: Premises) -> None:
    hand_over(premises, is_closed=True)
    assert handover_of(premises, "c1") == Handover("closed", asks_whether_solved=True)
    rate(premises, "c1", False, "  still\x00 broken " + "x" * 2000)
    assert not handover_of(premises, "c1").asks_whether_solved
    with reading(premises.engine) as session:
        ended = handoffs.last(session, "c1")
        assert (ended.solved, ended.comment[:12], len(ended.comment)) == (False, "still broken", 1000)
    with pytest.raises(UnknownConversation):
        rate(premises, "c1", True, None)


@pytest.mark.parametrize("email", ["", "@", "a@b", "a b@example.com", "a@example.com, b@example.com", "x" * 300])
def test_what_is_no_address_is_refused(premises: Premises, email: str) -> None:
    hand_over(premises)
    with pytest.raises(RequestError, match="no e-mail address"):
        leave_email(premises, "c1", email)


def test_an_address_is_left_only_where_a_person_answers(premises: Premises) -> None:
    with pytest.raises(RequestError, match="no person"):
        leave_email(premises, "c1", "anna@example.com")


def test_a_rating_that_comes_after_the_customer_has_gone_on_is_not_taken(premises: Premises) -> None:
    hand_over(premises, is_closed=True)
    with writing(premises.engine) as session:
        handoffs.reopen(session, conversations.lock(session, "c1"))
    with pytest.raises(UnknownConversation):
        rate(premises, "c1", True, None)
    assert handover_of(premises, "c1") == Handover("bot")
