"""Rasa featurizer: one vector per message from its groups of letters, so that words of like spelling count as near."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.utils.murmurhash import murmurhash3_bytes_s32

from nlu.minilm import Vector
from nlu.wish_featurizer import WishFeaturizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class LetterGroupsFeaturizer(WishFeaturizer):
    """Counts groups of `shortest` to `longest` letters, within words, each at the place of `places` its hash names.

    Mistyped words share most of their groups with the right ones, which the sentence encoder does not see. The vector
    is dense on purpose: few places, and learnt from in seconds where sparse features of all groups take a minute.
    """

    @staticmethod
    def required_packages() -> list[str]:
        """What must be installed."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """All that changes the vectors stands here, so that a change retrains."""
        return {**DenseFeaturizer.get_default_config(), "shortest": 3, "longest": 5, "places": 1024, "scale": 8.0}

    def __init__(self, config: dict[str, Any], name: str) -> None:
        """Make the vectorizer of the config; its vectors have length 1."""
        super().__init__(config, name)
        groups = (config["shortest"], config["longest"])
        self._groups = HashingVectorizer(analyzer="char_wb", ngram_range=groups).build_analyzer()
        self._places: int = config["places"]

    def vector(self, text: str) -> Vector:
        """The counts of the text's groups of letters."""
        hashes = np.array([murmurhash3_bytes_s32(group.encode(), 0) for group in self._groups(text)], np.int64)
        counts = np.bincount(np.abs(hashes) % self._places, np.where(hashes < 0, -1, 1), self._places)
        vector: Vector = (counts / max(float(np.linalg.norm(counts)), 1e-9)).astype(np.float32)
        return vector
