"""The quick check of an action's answer allows and refuses what Rasa's own does; and Rasa's own is still the same."""

from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from serving.shortcuts import action_responses
from serving.shortcuts.action_responses import REPLACEMENT, validate_action_result

ACTION = RemoteAction("action_return_item", None)
SLOT = {"event": "slot", "timestamp": None, "name": "answer", "value": None}
ALLOWED = [
    {},
    {"events": [], "responses": []},
    {"events": [SLOT], "responses": [{"text": "Hello", "buttons": [{"title": "Yes", "payload": "Yes"}]}]},
    {"events": [{"event": "active_loop", "name": None}, SLOT]},
]
REFUSED = [
    [],
    "done",
    {"events": None},
    {"events": {}},
    {"events": ["slot"]},
    {"events": [{"name": "answer"}]},
    {"events": [{"event": "slot", "value": 1}]},
    {"responses": ["Hello"]},
    {"responses": {"text": "Hello"}},
]


def test_rasa_has_not_changed_underneath() -> None:
    assert REPLACEMENT.fits()


@pytest.mark.parametrize("answer", ALLOWED)
def test_allows_what_rasa_allows(answer: dict[str, Any]) -> None:
    assert RemoteAction._validate_action_result(ACTION, answer)
    assert validate_action_result(ACTION, answer)


@pytest.mark.parametrize("answer", REFUSED)
def test_refuses_what_rasa_refuses(answer: Any) -> None:
    with pytest.raises(ValidationError):
        RemoteAction._validate_action_result(ACTION, answer)
    with pytest.raises(ValidationError, match="action_return_item"):
        validate_action_result(ACTION, answer)


def test_an_event_found_right_is_not_checked_again_and_a_wrong_one_each_time() -> None:
    for _ in range(2):
        assert validate_action_result(ACTION, {"events": [SLOT]})
        with pytest.raises(ValidationError):
            validate_action_result(ACTION, {"events": [SLOT, {"name": "answer"}]})
        with pytest.raises(ValidationError):
            validate_action_result(ACTION, {"events": [SLOT], "responses": ["Hello"]})


def test_it_does_not_keep_events_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action_responses, "MOST_KEPT", 2)
    for value in range(5):
        assert validate_action_result(ACTION, {"events": [{**SLOT, "value": value}]})
    assert len(action_responses._right) <= 2
