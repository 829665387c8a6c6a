"""The case form: it stays as long as something is asked, and its slot never keeps a word."""

import asyncio
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.case import ActionTakeAnswer, ValidateCaseForm


def _slots(events: list[dict[str, Any]]) -> dict[str, Any]:
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def test_the_form_goes_on_waiting_while_something_is_asked() -> None:
    assert _slots(ValidateCaseForm().events(has_question=True)) == {"answer": None, "requested_slot": "answer"}


def test_the_form_ends_when_nothing_is_asked() -> None:
    assert _slots(ValidateCaseForm().events(has_question=False)) == {"answer": None, "requested_slot": None}


@pytest.mark.parametrize("has_question", [True, False])
def test_after_another_action_the_form_waits_as_if_it_had_run(has_question: bool) -> None:
    told = ActionTakeAnswer().events(has_question)
    assert [(event["event"], event["name"]) for event in told] == [
        ("action", "case_form"),
        ("active_loop", "case_form"),
        ("slot", "requested_slot"),
    ]
    assert _slots(told) == {"requested_slot": "answer"}


def test_rasa_goes_on_waiting_after_it() -> None:
    """Rasa itself reads the events: the form stands, and the next step is to listen."""
    domain = Domain.load("domain.yml")
    events = deserialise_events(ActionTakeAnswer().events(True))
    tracker = DialogueStateTracker.from_events("c1", events, domain.slots)
    assert tracker.active_loop_name == tracker.latest_action_name == "case_form"
    assert not tracker.is_active_loop_rejected
    assert tracker.get_slot("requested_slot") == "answer"


def test_what_the_form_did_not_catch_is_left_to_the_rules() -> None:
    tracker = Tracker("c1", {"answer": None}, {"text": "why?"}, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    assert asyncio.run(ValidateCaseForm().run(dispatcher, tracker, {})) == []
    assert dispatcher.messages == []
