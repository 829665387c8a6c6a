"""Rasa featurizer: one vector per message from the sentence encoder."""

from __future__ import annotations

from pathlib import Path
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

from aftersales.settings import PROJECT_ROOT
from nlu.minilm import load_encoder
from nlu.wish_alone import wish_alone


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddingFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the embedding of the whole message; the classifier learns from nothing else.

    graph is a path from the project's root, weights_sha256 the checksum of the weights it must be made from.
    scale lengthens the unit vectors: at length 1 the classifier's regularisation starves them.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer must have run: Rasa drops the features of a message without tokens."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """What must be installed."""
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """All that changes the vectors stands here, so that a change retrains."""
        return {**DenseFeaturizer.get_default_config(), "graph": "", "weights_sha256": "", "scale": 7.0}

    def __init__(self, config: dict[str, Any], name: str) -> None:
        """Load the encoder named in the config."""
        super().__init__(name, config)
        self._scale = np.float32(config["scale"])
        self._encoder = load_encoder(PROJECT_ROOT / Path(config["graph"]), config["weights_sha256"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbeddingFeaturizer:
        """Make the component for training or for a conversation."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """A graph that is missing or of other weights is told when it is loaded."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the sentence features to customers' messages, which order numbers and addresses would blur."""
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
            vector = self._encoder.encode(text) * self._scale
            alias = self._config[FEATURIZER_CLASS_ALIAS]
            message.add_features(Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, alias))
