"""The classifier learns from dense features, and what it has learnt is the same after it was kept and loaded."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.dense_classifier import DenseLogisticRegressionClassifier

VECTORS = {"cancel_order": [1.0, 0.0, 0.1], "return_item": [0.0, 1.0, 0.2], "greet": [0.1, 0.1, 1.0]}
UNLIKE_ANY = [0.4, 0.3, 0.2]


def message(vector: list[float], intent: str | None = None) -> Message:
    said = Message({TEXT: "words", **({INTENT: intent} if intent else {})})
    said.add_features(Features(np.array([vector], np.float32), FEATURE_TYPE_SENTENCE, TEXT, "vectors"))
    return said


def trained(
    folder: Path, temperature: float = 1.0, **options: Any
) -> tuple[DenseLogisticRegressionClassifier, LocalModelStorage]:
    folder.mkdir(exist_ok=True)
    storage, resource = LocalModelStorage(folder), Resource("classifier")
    config = {**DenseLogisticRegressionClassifier.get_default_config(), "temperature": temperature, **options}
    classifier = DenseLogisticRegressionClassifier(config, "classifier", storage, resource)
    classifier.train(TrainingData([message(vector, intent) for intent, vector in VECTORS.items() for _ in range(9)]))
    return classifier, storage


def loaded(classifier: DenseLogisticRegressionClassifier, storage: LocalModelStorage) -> dict[str, float]:
    """The confidences of a message unlike any, by a classifier loaded from what was kept."""
    context = ExecutionContext(graph_schema=None, node_name="classifier")
    again = DenseLogisticRegressionClassifier.load(classifier.config, storage, Resource("classifier"), context)
    return ranking(again, UNLIKE_ANY)


def ranking(classifier: DenseLogisticRegressionClassifier, vector: list[float]) -> dict[str, float]:
    (said,) = classifier.process([message(vector)])
    return {each["name"]: each["confidence"] for each in said.get("intent_ranking")}


@pytest.mark.parametrize("intent", VECTORS)
def test_what_was_learnt_is_kept(tmp_path: Path, intent: str) -> None:
    classifier, storage = trained(tmp_path, temperature=1.0)
    assert max(ranking(classifier, VECTORS[intent]).items(), key=lambda each: each[1])[0] == intent
    assert loaded(classifier, storage) == pytest.approx(ranking(classifier, UNLIKE_ANY))


def test_neighbours_have_their_share_also_after_they_were_kept(tmp_path: Path) -> None:
    alone = loaded(*trained(tmp_path / "alone"))
    helped, storage = trained(tmp_path / "helped", share=0.3, neighbours=9)
    nearest = max(alone, key=lambda intent: alone[intent])
    told = loaded(helped, storage)
    assert told == pytest.approx(ranking(helped, UNLIKE_ANY))
    assert told[nearest] == pytest.approx(0.7 * alone[nearest] + 0.3, abs=1e-3)


def test_nobody_is_told_of_rounds(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trained(tmp_path, max_iter=1)


def test_a_lower_temperature_makes_surer_of_the_same_order(tmp_path: Path) -> None:
    even = loaded(*trained(tmp_path / "even", temperature=1.0))
    sure = loaded(*trained(tmp_path / "sure", temperature=0.5))
    assert list(even) == list(sure)
    assert max(sure.values()) > max(even.values())
    odds = {intent: np.log(even[intent] / even["greet"]) for intent in even}
    assert {intent: np.log(sure[intent] / sure["greet"]) / 2 for intent in sure} == pytest.approx(odds)


def test_only_the_likeliest_intents_have_neighbours(tmp_path: Path) -> None:
    alone = loaded(*trained(tmp_path / "alone"))
    nearest, *others = sorted(alone, key=lambda intent: -alone[intent])
    told = loaded(*trained(tmp_path / "one", share=0.3, neighbours=27, likely=1))
    assert told[nearest] == pytest.approx(0.7 * alone[nearest] + 0.3)
    assert [told[intent] for intent in others] == pytest.approx([0.7 * alone[intent] for intent in others])
