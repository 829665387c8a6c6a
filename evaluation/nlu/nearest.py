"""Rasa classifier, for comparison only: the intents of the nearest examples."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier

from nlu.dense_classifier import DenseLogisticRegressionClassifier


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NearestExamplesClassifier(DenseLogisticRegressionClassifier):
    """Every one of the `neighbours` nearest examples speaks for its intent, the nearer the louder."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's, and how many neighbours are asked."""
        return {**DenseLogisticRegressionClassifier.get_default_config(), "neighbours": 5}

    def __init__(self, config: dict[str, Any], name: str, model_storage: Any, resource: Any) -> None:
        """Put sklearn's neighbours in the place of the regression."""
        from sklearn.neighbors import KNeighborsClassifier

        super().__init__(config, name, model_storage, resource)
        self.clf = KNeighborsClassifier(config["neighbours"], weights="distance", algorithm="brute")

    def persist(self) -> None:
        """Keep the neighbours as Rasa keeps what was learnt."""
        LogisticRegressionClassifier.persist(self)

    @classmethod
    def load(cls, *known: Any, **more: Any) -> NearestExamplesClassifier:
        """The neighbours that were kept."""
        loaded = super(DenseLogisticRegressionClassifier, cls).load(*known, **more)
        assert isinstance(loaded, cls)
        return loaded
