"""Rasa featurizer: one vector per message from its groups of letters, so that words near in spelling count as near."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import HashingVectorizer

from nlu.wish_alone import wish_alone


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class LetterGroupsFeaturizer(DenseFeaturizer, GraphComponent):
    """Counts groups of neighbouring letters within words, hashed into a fixed number of places: nothing is learnt.

    shortest and longest are lengths of a group in letters, places the length of the vector, and scale its norm: how
    much spelling weighs beside meaning.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer must have run: Rasa drops the features of a message without tokens."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """All that changes the vectors stands here, so that a change retrains."""
        return {**DenseFeaturizer.get_default_config(), "shortest": 3, "longest": 5, "places": 1024, "scale": 6.0}

    def __init__(self, config: dict[str, Any], name: str) -> None:
        """Make the vectorizer of the config."""
        super().__init__(name, config)
        self._scale = np.float32(config["scale"])
        self._vectorizer = HashingVectorizer(
            analyzer="char_wb",
            ngram_range=(config["shortest"], config["longest"]),
            n_features=config["places"],
            dtype=np.float32,
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LetterGroupsFeaturizer:
        """Make the component for training or for a conversation."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Numbers that cannot be used are told when the component is made."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the sentence features to customers' messages: of what they want, without the order number and address."""
        for message in messages:
            self._featurize(message, wish_alone(message.get(TEXT) or ""))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the sentence features to the examples."""
        for example in training_data.training_examples:
            self._featurize(example, example.get(TEXT) or "")
        return training_data

    def _featurize(self, message: Message, text: str) -> None:
        if text:
            vector = self._vectorizer.transform([text]).toarray() * self._scale
            message.add_features(Features(vector, FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS]))
