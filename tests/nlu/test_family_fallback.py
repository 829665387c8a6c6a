"""When a message counts as not understood."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from nlu.family_fallback import FamilyFallbackClassifier

CONFIG = {"threshold": 0.25, "ambiguity_threshold": 0.03, "families": [["dead", "broken"], ["ask_*"]]}


def heard_as(*ranking: tuple[str, float]) -> str:
    intents = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    message = Message({"text": "x", "intent": intents[0], "intent_ranking": intents})
    FamilyFallbackClassifier(CONFIG).process([message])
    name: str = message.get("intent")["name"]
    return name


@pytest.mark.parametrize(
    ("ranking", "intent"),
    [
        ([("cancel", 0.6), ("stop", 0.2)], "cancel"),
        ([("cancel", 0.2), ("stop", 0.1)], "nlu_fallback"),
        ([("cancel", 0.41), ("stop", 0.40)], "nlu_fallback"),
        ([("dead", 0.41), ("broken", 0.40)], "dead"),
        ([("ask_duty", 0.2), ("ask_courier", 0.19)], "ask_duty"),
        ([("dead", 0.3), ("stop", 0.29), ("broken", 0.2)], "dead"),
    ],
)
def test_doubt_within_a_family_is_none(ranking: list[tuple[str, float]], intent: str) -> None:
    assert heard_as(*ranking) == intent
