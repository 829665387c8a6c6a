"""Rasa's logistic regression on dense features alone: the same model, trained in seconds instead of a minute."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

LEARNT = "learnt.npz"
"""The file with what was learnt: weights (intents x features), biases and labels (intents)."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DenseLogisticRegressionClassifier(LogisticRegressionClassifier):
    """Rasa keeps every feature in a sparse matrix, which makes dense ones thirty times slower to learn from.

    temperature calibrates: below 1 the classifier is surer of everything, above 1 less sure; the order stays the same.
    `python -m evaluation.nlu.calibration` tells which one makes confidences come true.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's, uncalibrated."""
        return {**LogisticRegressionClassifier.get_default_config(), "temperature": 1.0}

    def persist(self) -> None:
        """Keep what was learnt, calibrated, as plain numbers: what Rasa keeps it with takes seconds to be imported."""
        temperature, learnt = self.config["temperature"], self.clf
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(
                folder / LEARNT,
                weights=learnt.coef_ / temperature,
                biases=learnt.intercept_ / temperature,
                labels=np.array(learnt.classes_, dtype=str),
            )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_more: Any,
    ) -> DenseLogisticRegressionClassifier:
        """What `persist` has kept, ready to classify."""
        loaded = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder, np.load(folder / LEARNT) as learnt:
            loaded.clf.coef_, loaded.clf.intercept_ = learnt["weights"], learnt["biases"]
            loaded.clf.classes_, loaded.clf.n_features_in_ = learnt["labels"], learnt["weights"].shape[1]
        return loaded

    def _create_X(self, messages: list[Message]) -> npt.NDArray[np.float32]:  # noqa: N802
        return np.vstack([self._sentence(message) for message in messages])

    def _sentence(self, message: Message) -> Any:
        """The message's sentence features; zeros, which favour nothing, where there are none."""
        _, sentence = message.get_dense_features(attribute=TEXT)
        return sentence.features if sentence else np.zeros((1, self.clf.n_features_in_), np.float32)
