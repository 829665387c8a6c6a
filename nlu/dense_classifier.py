"""Rasa's logistic regression on dense features alone: trained in seconds, and corrected by the nearest examples."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.exceptions import ConvergenceWarning

from nlu.near_examples import Matrix, NearExamples
from nlu.regression import Regression

LEARNT = "learnt.npz"
"""The file with the regression."""
NEAR = "near_examples.npz"
"""The file with the examples, where they have a say."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DenseLogisticRegressionClassifier(LogisticRegressionClassifier):
    """Rasa keeps every feature in a sparse matrix, which makes dense ones thirty times slower to learn from.

    share is how much the `neighbours` nearest examples have to say beside the regression, 0 for nothing; they are
    compared in `dimensions` dimensions, and those of the `likely` intents it finds likeliest are asked. What is rare in
    an intent, and drowned in the regression, its neighbours know.
    temperature calibrates: below 1 the classifier is surer of everything, above 1 less sure; the order stays the same.
    `python -m evaluation.nlu.calibration` tells which one makes confidences come true.
    """

    _regression: Regression
    _near: NearExamples | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's, without neighbours and uncalibrated."""
        ours = {"neighbours": 7, "share": 0.0, "dimensions": 192, "likely": 10, "temperature": 1.0}
        return {**LogisticRegressionClassifier.get_default_config(), **ours}

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples.

        The regression stops after `max_iter` rounds and warns that it has not converged. That is meant: two hundred
        rounds instead of sixty take longer and understand no message more.
        """
        vectors, intents = self._create_training_matrix(training_data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self.clf.fit(vectors, intents)
        self._regression = Regression.learnt_by(self.clf)
        if self.config["share"]:
            self._near = NearExamples.learn(
                vectors, intents, self._regression.labels.tolist(), self.config["dimensions"]
            )
        self.persist()
        return self._resource

    def persist(self) -> None:
        """Keep what was learnt."""
        with self._model_storage.write_to(self._resource) as folder:
            self._regression.save(folder / LEARNT)
            if self._near:
                self._near.save(folder / NEAR)

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
        with model_storage.read_from(resource) as folder:
            loaded._regression = Regression.load(folder / LEARNT)
            if config["share"]:
                loaded._near = NearExamples.load(folder / NEAR)
        return loaded

    def process(self, messages: list[Message]) -> list[Message]:
        """Tell each message's intent, and the ranking of the most likely ones."""
        for message in messages:
            sure = self._confidences(self._sentence(message))
            order = np.argsort(-sure)[: self.config["ranking_length"] or None]
            ranking = [{"name": str(self._regression.labels[at]), "confidence": float(sure[at])} for at in order]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _confidences(self, vector: Matrix) -> Matrix:
        """The confidence in each intent: that of the regression, its neighbours heard, calibrated."""
        sure = self._regression.confidences(vector)
        if self._near:
            likely = np.argsort(-sure)[: self.config["likely"]]
            told = self._near.shares(vector, self.config["neighbours"], likely.tolist())
            sure *= 1 - self.config["share"]
            sure[likely] += self.config["share"] * told
        sharpened: Matrix = sure ** (1 / self.config["temperature"])
        return sharpened / sharpened.sum()

    def _create_X(self, messages: list[Message]) -> Matrix:  # noqa: N802
        return np.vstack([self._sentence(message) for message in messages])

    def _sentence(self, message: Message) -> Any:
        """The message's sentence features; zeros, which favour nothing, where there are none."""
        _, sentence = message.get_dense_features(attribute=TEXT)
        return sentence.features if sentence else np.zeros((1, self._regression.weights.shape[1]), np.float32)
