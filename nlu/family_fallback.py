"""Rasa classifier: says that a message was not understood, unless only members of one family of intents compete."""

from __future__ import annotations

from collections import defaultdict
from fnmatch import fnmatch
from functools import lru_cache
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier
from rasa.shared.nlu.constants import INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FamilyFallbackClassifier(FallbackClassifier):
    """Like Rasa's, but counts a family of intents as one.

    Whether a thing was dead on arrival or broke later, the same questions follow: doubt between the two is none.
    families lists patterns of intents (ask_* for every topic); an intent of no family stands for itself.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's thresholds, and no families."""
        return {**FallbackClassifier.get_default_config(), "families": []}

    def _nlu_confidence_below_threshold(self, message: Message) -> tuple[bool, float]:
        best = self._families(message)[0]
        return best < self.component_config["threshold"], best

    def _nlu_prediction_ambiguous(self, message: Message) -> tuple[bool, float | None]:
        best, second, *_ = [*self._families(message), 0.0]
        return best - second < self.component_config["ambiguity_threshold"], best - second

    def _families(self, message: Message) -> list[float]:
        """The confidence in the family of the best intent, then in the others, highest first."""
        together: dict[str, float] = defaultdict(float)
        ranking = message.get(INTENT_RANKING_KEY) or []
        for intent in ranking:
            together[self._family(intent[INTENT_NAME_KEY])] += intent[PREDICTED_CONFIDENCE_KEY]
        own = together.pop(self._family(ranking[0][INTENT_NAME_KEY]), 0.0) if ranking else 0.0
        return [own, *sorted(together.values(), reverse=True)]

    def _family(self, intent: str) -> str:
        families: list[list[str]] = self.component_config["families"]
        return family_of(intent, tuple(map(tuple, families)))


@lru_cache(maxsize=256)
def family_of(intent: str, families: tuple[tuple[str, ...], ...]) -> str:
    """The name of the first family with a pattern that the intent fits, or its own."""
    family = next((one for one in families if any(fnmatch(intent, name) for name in one)), (intent,))
    return " ".join(family)
