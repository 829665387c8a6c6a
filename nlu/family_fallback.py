"""Rasa classifier: says that a message was not understood, or between which two readings, instead of guessing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fnmatch import fnmatch
from functools import lru_cache
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier, is_fallback_classifier_prediction
from rasa.shared.nlu.constants import INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message

BETWEEN = "between"
"""The key under which a message that was not understood tells the two intents that it may have."""

Readings = Sequence[tuple[str, float]]
"""The best intent of each family with the confidence in the whole family; the best intent's own comes first."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FamilyFallbackClassifier(FallbackClassifier):
    """Like Rasa's, but counts a family of intents as one, and tells two close readings.

    Whether a thing was dead on arrival or broke later, the same questions follow: doubt between the two is none.
    families lists patterns of intents (ask_* for every topic); an intent of no family stands for itself.
    acting lists intents after which something is done, such as a yes; they must be as sure as `acting_threshold`.
    harmless lists intents that are taken however unsure they are: a wrong guess costs a friendly word.
    askable lists patterns of intents that a customer can be asked about by name. Where a message falls back and the
    two best readings are askable and together at least as sure as `either`, the customer is asked which is meant.
    Two that can be asked about are close already where the better is ahead by less than `ask_within`.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's thresholds, no families, nothing to ask about."""
        lists: dict[str, Any] = {"families": [], "harmless": [], "askable": [], "acting": []}
        return {
            **FallbackClassifier.get_default_config(),
            **lists,
            "either": 0.5,
            "ask_within": 0.0,
            "acting_threshold": 0.6,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        """Take the config."""
        super().__init__(config)
        self._families = tuple(map(tuple, config["families"]))
        self._askable = tuple(config["askable"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the fallback in place of an unsure intent, with the two readings where they are close."""
        for message in messages:
            between = self._close_readings(self._readings(message))
            super().process([message])
            if between and is_fallback_classifier_prediction(message.data):
                message.set(BETWEEN, between, add_to_output=True)
        return messages

    def _close_readings(self, readings: Readings) -> list[str]:
        """The two best intents, if both can be asked about and one of them is likely enough to be right."""
        best = [intent for intent, _ in readings[:2]]
        likely = sum(confidence for _, confidence in readings[:2]) >= self.component_config["either"]
        return best if likely and len(best) == 2 and all(fits(one, self._askable) for one in best) else []

    def _nlu_confidence_below_threshold(self, message: Message) -> tuple[bool, float]:
        intent, best = self._readings(message)[0]
        acting = intent in self.component_config["acting"]
        needed = self.component_config["acting_threshold" if acting else "threshold"]
        return best < needed and not self._is_harmless(intent), best

    def _nlu_prediction_ambiguous(self, message: Message) -> tuple[bool, float | None]:
        readings = self._readings(message)
        (intent, best), (_, second), *_ = [*readings, ("", 0.0)]
        within = self.component_config["ask_within"] if self._close_readings(readings) else 0.0
        near = best - second < max(within, self.component_config["ambiguity_threshold"])
        return near and not self._is_harmless(intent), best - second

    def _is_harmless(self, intent: str) -> bool:
        return intent in self.component_config["harmless"]

    def _readings(self, message: Message) -> Readings:
        together: dict[str, float] = defaultdict(float)
        best: dict[str, str] = {}
        for intent in message.get(INTENT_RANKING_KEY) or []:
            family = family_of(intent[INTENT_NAME_KEY], self._families)
            best.setdefault(family, intent[INTENT_NAME_KEY])
            together[family] += intent[PREDICTED_CONFIDENCE_KEY]
        own, *others = [(best[family], together[family]) for family in best] or [("", 0.0)]
        return [own, *sorted(others, key=lambda reading: -reading[1])]


@lru_cache(maxsize=256)
def family_of(intent: str, families: tuple[tuple[str, ...], ...]) -> str:
    """The name of the first family with a pattern that the intent fits, or its own."""
    return " ".join(next((one for one in families if fits(intent, one)), (intent,)))


@lru_cache(maxsize=256)
def fits(intent: str, patterns: tuple[str, ...]) -> bool:
    """Whether the intent fits any of the patterns."""
    return any(fnmatch(intent, pattern) for pattern in patterns)
