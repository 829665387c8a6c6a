"""A form asks the action server only about what it has caught; and Rasa's own function is still the same."""

import asyncio
from typing import Any

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.core.actions.forms import FormAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from serving.shortcuts.form_validation import REPLACEMENT, validate_slots

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
slots: {answer: {type: text, influence_conversation: false, mappings: [{type: custom}]}}
forms: {case_form: {required_slots: [answer]}}
actions: [validate_case_form]
"""
)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The actions that were called."""
    names: list[str] = []

    async def answer(self: RemoteAction, *given: Any) -> list[Event]:
        names.append(self.name())
        return [SlotSet("answer", None)]

    monkeypatch.setattr(RemoteAction, "run", answer)
    return names


def validated(caught: dict[str, Any]) -> list[Event]:
    begun = [ActionExecuted("case_form"), ActiveLoop("case_form"), SlotSet("requested_slot", "answer")]
    tracker = DialogueStateTracker.from_events("kim", begun, DOMAIN.slots)
    speaker = TemplatedNaturalLanguageGenerator({})
    form = FormAction("case_form", None)
    return asyncio.run(validate_slots(form, caught, tracker, DOMAIN, CollectingOutputChannel(), speaker))


def test_rasa_has_not_changed_underneath() -> None:
    assert REPLACEMENT.fits()


def test_what_was_caught_is_validated(called: list[str]) -> None:
    assert validated({"answer": "yes"}) == [SlotSet("answer", None)]
    assert called == ["validate_case_form"]


def test_nothing_caught_is_nothing_to_validate(called: list[str]) -> None:
    assert validated({}) == []
    assert called == []
