"""When a message counts as not understood, and between which two readings a customer is asked."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from nlu.family_fallback import BETWEEN, FamilyFallbackClassifier

CONFIG = {
    "threshold": 0.25,
    "ambiguity_threshold": 0.03,
    "either": 0.4,
    "ask_within": 0.1,
    "families": [["dead", "broken"], ["ask_*"]],
    "acting": ["yes"],
    "acting_threshold": 0.6,
    "harmless": ["greet"],
    "askable": ["cancel", "return", "dead", "broken", "ask_*"],
}


def heard(*ranking: tuple[str, float]) -> Message:
    intents = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    message = Message({"text": "x", "intent": intents[0], "intent_ranking": intents})
    FamilyFallbackClassifier(CONFIG).process([message])
    return message


@pytest.mark.parametrize(
    ("ranking", "intent"),
    [
        ([("cancel", 0.6), ("stop", 0.2)], "cancel"),
        ([("cancel", 0.2), ("stop", 0.1)], "nlu_fallback"),
        ([("cancel", 0.41), ("stop", 0.40)], "nlu_fallback"),
        ([("cancel", 0.41), ("stop", 0.33)], "cancel"),
        ([("dead", 0.41), ("broken", 0.40)], "dead"),
        ([("ask_duty", 0.2), ("ask_courier", 0.19)], "ask_duty"),
        ([("dead", 0.3), ("stop", 0.29), ("broken", 0.2)], "dead"),
        ([("greet", 0.2), ("stop", 0.19)], "greet"),
    ],
)
def test_doubt_within_a_family_or_about_small_talk_is_none(ranking: list[tuple[str, float]], intent: str) -> None:
    assert heard(*ranking).get("intent")["name"] == intent


@pytest.mark.parametrize(("sure", "intent"), [(0.55, "nlu_fallback"), (0.65, "yes")])
def test_a_yes_must_be_surer_than_a_wish(sure: float, intent: str) -> None:
    assert heard(("yes", sure), ("no", 0.2)).get("intent")["name"] == intent


@pytest.mark.parametrize(
    ("ranking", "between"),
    [
        ([("cancel", 0.41), ("return", 0.40)], ["cancel", "return"]),
        ([("cancel", 0.41), ("return", 0.32)], ["cancel", "return"]),
        ([("cancel", 0.22), ("return", 0.20)], ["cancel", "return"]),
        ([("cancel", 0.23), ("dead", 0.1), ("broken", 0.09)], ["cancel", "dead"]),
        ([("cancel", 0.23), ("ask_duty", 0.1), ("return", 0.12), ("ask_fee", 0.1)], ["cancel", "ask_duty"]),
    ],
)
def test_two_close_readings_are_told(ranking: list[tuple[str, float]], between: list[str]) -> None:
    assert heard(*ranking).get(BETWEEN) == between
    assert heard(*ranking).as_dict(only_output_properties=True)[BETWEEN] == between


@pytest.mark.parametrize(
    "ranking",
    [
        [("cancel", 0.6), ("return", 0.3)],
        [("cancel", 0.41), ("return", 0.30)],
        [("cancel", 0.41), ("stop", 0.40)],
        [("cancel", 0.2), ("return", 0.1)],
        [("cancel", 0.2)],
    ],
)
def test_nothing_is_told_where_it_is_understood_or_one_cannot_be_named_or_neither_is_likely(
    ranking: list[tuple[str, float]],
) -> None:
    assert heard(*ranking).get(BETWEEN) is None
