"""The rules that fit are those Rasa finds, looked up once for each course of states; and Rasa's own is the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RulePolicy

from serving.shortcuts import rule_keys
from serving.shortcuts.rule_keys import REPLACEMENT, get_possible_keys

GREETED = {"user": {"intent": "greet"}, "prev_action": {"action_name": "action_listen"}}
CANCELLED = {"user": {"intent": "cancel_order"}, "prev_action": {"action_name": "action_listen"}}
ANSWERED = {"user": {"intent": "greet"}, "prev_action": {"action_name": "action_small_talk"}}


def key(*states: dict[str, Any]) -> str:
    return json.dumps(states, sort_keys=True)


RULES = {
    key(GREETED): "action_small_talk",
    key(CANCELLED): "action_cancel_order",
    key(GREETED, ANSWERED): "case_form",
}
NO_RULES: dict[str, str] = {}


@pytest.fixture
def policy() -> RulePolicy:
    return RulePolicy.__new__(RulePolicy)


def test_rasa_has_not_changed_underneath() -> None:
    assert REPLACEMENT.fits()


@pytest.mark.parametrize("states", [[GREETED], [CANCELLED], [GREETED, ANSWERED], [CANCELLED, GREETED], []])
def test_the_rules_found_are_those_rasa_finds(policy: RulePolicy, states: list[Any]) -> None:
    for _ in range(2):
        assert get_possible_keys(policy, RULES, states) == rule_keys._original(policy, RULES, states)
        assert get_possible_keys(policy, NO_RULES, states) == set()


def test_a_course_is_looked_up_once(policy: RulePolicy, monkeypatch: pytest.MonkeyPatch) -> None:
    get_possible_keys(policy, RULES, [GREETED])
    monkeypatch.setattr(rule_keys, "_original", None)
    assert get_possible_keys(policy, RULES, [GREETED]) == {key(GREETED)}


def test_what_was_given_can_be_changed_without_harm(policy: RulePolicy) -> None:
    get_possible_keys(policy, RULES, [GREETED]).clear()
    assert get_possible_keys(policy, RULES, [GREETED]) == {key(GREETED)}


def test_it_does_not_grow_without_end(policy: RulePolicy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_keys, "MOST_KEPT", 2)
    for states in ([GREETED], [CANCELLED], [ANSWERED], [GREETED, ANSWERED]):
        get_possible_keys(policy, RULES, states)
    assert len(policy.__dict__["_known_keys"]) <= 2
