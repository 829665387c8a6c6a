"""What an action is sent: all that Rasa sends but the history; and Rasa's own function is still the same."""

from typing import Any

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from serving.shortcuts.action_request import REPLACEMENT, action_call_format

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [deny]
slots: {answer: {type: text, influence_conversation: false, mappings: [{type: custom}]}}
forms: {case_form: {required_slots: [answer]}}
actions: [{action_with_domain: {send_domain: true}}, action_plain]
"""
)
TALK = [
    UserUttered("hello", message_id="m1"),
    BotUttered("Hello!"),
    ActiveLoop("case_form"),
    ActionExecuted("action_listen"),
    UserUttered("no", intent={"name": "deny"}, message_id="m2"),
    SlotSet("answer", "no"),
]


def both(events: list[Event], name: str = "action_plain", **endpoint: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What Rasa sends, and what we send."""
    tracker = DialogueStateTracker.from_events("kim", events, DOMAIN.slots)
    action = RemoteAction(name, EndpointConfig("http://127.0.0.1", **endpoint))
    return RemoteAction._action_call_format(action, tracker, DOMAIN), action_call_format(action, tracker, DOMAIN)


def test_rasa_has_not_changed_underneath() -> None:
    assert REPLACEMENT.fits()


def test_all_but_the_history_is_sent() -> None:
    theirs, ours = both(TALK)
    history, latest = theirs["tracker"].pop("events"), ours["tracker"].pop("events")
    assert ours == theirs
    assert latest == [event for event in history if event.get("message_id") == "m2"]


def test_inside_a_form_the_message_is_the_one_it_has_caught() -> None:
    caught = [ActionExecuted("case_form"), *TALK, ActionExecuted("case_form")]
    assert [event["text"] for event in both(caught)[1]["tracker"]["events"]] == ["no"]


@pytest.mark.parametrize("name", ["action_plain", "action_with_domain"])
@pytest.mark.parametrize("selective", [True, False])
def test_the_domain_is_sent_where_rasa_sends_it(name: str, selective: bool) -> None:
    theirs, ours = both(TALK, name, enable_selective_domain=selective)
    assert ("domain" in ours) == ("domain" in theirs)
