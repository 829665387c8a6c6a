"""The case form: it stays as long as something is asked, and its slot never keeps a word."""

import asyncio
from typing import Any

import pytest
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
def test_other_actions_leave_the_form_alone(has_question: bool) -> None:
    assert ActionTakeAnswer().events(has_question) == []


def test_what_the_form_did_not_catch_is_left_to_the_rules() -> None:
    tracker = Tracker("c1", {"answer": None}, {"text": "why?"}, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    assert asyncio.run(ValidateCaseForm().run(dispatcher, tracker, {})) == []
    assert dispatcher.messages == []
