"""What the featurizers share: each makes one vector of what a message wants, when training as when talking."""

from __future__ import annotations

import os
from abc import abstractmethod
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.minilm import Vector
from nlu.wish_alone import wish_alone
from nlu.wish_reader import WISH


class WishFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one vector for the whole message: for what its WishReader found it to want, where the pipeline has one.

    Order numbers and addresses, which would blur the vector, are left out with or without it.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer must have run: Rasa drops the features of a message without tokens."""
        return [Tokenizer]

    def __init__(self, config: dict[str, Any], name: str) -> None:
        """Take the config; `scale` is the length of the vectors."""
        super().__init__(name, config)
        self._scale = np.float32(config["scale"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WishFeaturizer:
        """Make the component for training or for a conversation."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """What cannot be used is told when the component is made."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vectors to messages that have words."""
        for message in messages:
            if text := message.get(WISH) or wish_alone(message.get(TEXT) or ""):
                vector = self.vector(text) * self._scale
                alias = self._config[FEATURIZER_CLASS_ALIAS]
                message.add_features(Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, alias))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vectors to the examples, on all cores: the encoder lets other threads run while it works."""
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            list(threads.map(lambda example: self.process([example]), training_data.training_examples))
        return training_data

    @abstractmethod
    def vector(self, text: str) -> Vector:
        """The text's vector at length 1."""
