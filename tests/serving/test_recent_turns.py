"""What Rasa remembers of a conversation: no more than the last turns, in the state that the whole history leads to."""

import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from serving.recent_turns import TURNS_BEFORE_CUTTING, TURNS_KEPT, RecentTurns

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [deny]
slots:
  answer: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  mood: {type: text, influence_conversation: false, initial_value: calm, mappings: [{type: custom}]}
forms:
  case_form: {required_slots: [answer]}
"""
)
OPENING = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]
FORM_BEGINS = [ActionExecuted("case_form"), ActiveLoop("case_form"), SlotSet("requested_slot", "answer")]


def turn(number: int) -> list[Event]:
    said = UserUttered(f"message {number}", intent={"name": "deny"})
    return [said, BotUttered(f"reply {number}"), ActionExecuted("action_listen")]


def talk(store: RecentTurns, events: list[Event], sender: str = "kim") -> DialogueStateTracker:
    """Let the conversation go on by some events, as Rasa does: read, change, keep."""
    tracker = asyncio.run(store.get_or_create_tracker(sender, append_action_listen=False))
    tracker.update_with_events(events, DOMAIN)
    asyncio.run(store.save(tracker))
    return tracker


def recall(store: RecentTurns, sender: str = "kim") -> DialogueStateTracker | None:
    return asyncio.run(store.retrieve(sender))


def remembered(store: RecentTurns) -> DialogueStateTracker:
    tracker = recall(store)
    assert tracker is not None
    return tracker


def messages(tracker: DialogueStateTracker) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


@pytest.fixture
def store() -> RecentTurns:
    store = RecentTurns(DOMAIN)
    talk(store, OPENING)
    return store


def test_a_short_conversation_is_remembered_whole(store: RecentTurns) -> None:
    for number in range(TURNS_BEFORE_CUTTING):
        whole = talk(store, turn(number))
    assert list(remembered(store).events) == list(whole.events)


def test_a_long_conversation_never_grows_beyond_its_last_turns(store: RecentTurns) -> None:
    for number in range(200):
        talk(store, turn(number))
        said = messages(remembered(store))
        assert said[-TURNS_KEPT:] == [f"message {each}" for each in range(max(0, number - TURNS_KEPT + 1), number + 1)]
        assert len(said) <= TURNS_BEFORE_CUTTING


def test_the_cut_falls_between_turns(store: RecentTurns) -> None:
    for number in range(TURNS_BEFORE_CUTTING + 1):
        talk(store, turn(number))
    first, listening, message = list(remembered(store).events)[:3]
    assert isinstance(first, SessionStarted)
    assert isinstance(listening, ActionExecuted)
    assert listening.action_name == "action_listen"
    assert isinstance(message, UserUttered)


def test_form_and_slots_from_before_the_cut_stand(store: RecentTurns) -> None:
    talk(store, [*FORM_BEGINS, SlotSet("mood", "cross")])
    for number in range(100):
        talk(store, turn(number))
    tracker = remembered(store)
    assert tracker.active_loop_name == "case_form"
    assert tracker.get_slot("requested_slot") == "answer"
    assert tracker.get_slot("mood") == "cross"
    assert tracker.latest_action_name == "action_listen"
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == "message 99"


def test_what_ended_before_the_cut_does_not_come_back(store: RecentTurns) -> None:
    talk(store, [*FORM_BEGINS, SlotSet("mood", "cross")])
    talk(store, [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("mood", None)])
    for number in range(100):
        talk(store, turn(number))
    tracker = remembered(store)
    assert tracker.active_loop is None
    assert tracker.get_slot("requested_slot") is None
    assert tracker.get_slot("mood") is None


def test_a_form_that_let_go_of_a_message_is_remembered_so(store: RecentTurns) -> None:
    talk(store, [*FORM_BEGINS, ActionExecutionRejected("case_form")])
    for number in range(100):
        talk(store, turn(number))
    assert remembered(store).is_active_loop_rejected


def test_a_turn_that_failed_leaves_no_trace(store: RecentTurns) -> None:
    tracker = remembered(store)
    tracker.update_with_events(turn(1), DOMAIN)
    assert messages(remembered(store)) == []


def test_the_conversation_that_was_silent_longest_is_forgotten_first() -> None:
    store = RecentTurns(DOMAIN, conversations=2)
    for sender in ("kim", "lee", "kim", "max"):
        talk(store, turn(1), sender)
    assert recall(store, "lee") is None
    assert sorted(asyncio.run(store.keys())) == ["kim", "max"]
