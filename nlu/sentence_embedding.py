"""Rasa featurizer: one vector per message from the sentence encoder, so that texts of like meaning count as near."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer

from aftersales.settings import PROJECT_ROOT
from nlu.minilm import Vector, load_encoder
from nlu.wish_featurizer import WishFeaturizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddingFeaturizer(WishFeaturizer):
    """Adds the embedding of the whole message.

    graph is a path from the project's root, weights_sha256 the checksum of the weights it must be made from.
    scale lengthens the unit vectors: at length 1 the classifier's regularisation starves them.
    """

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
        super().__init__(config, name)
        self._encoder = load_encoder(PROJECT_ROOT / Path(config["graph"]), config["weights_sha256"])

    def vector(self, text: str) -> Vector:
        """The sentence's embedding."""
        return self._encoder.encode(text)
