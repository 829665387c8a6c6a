"""Rasa extractor: facts told in passing, as entities "fact" with values such as "opened_body=false"."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from aftersales.policy.vocabulary import load_vocabulary
from aftersales.settings import PROJECT_ROOT
from nlu.fact_matcher import FactMatcher


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(GraphComponent, EntityExtractorMixin):
    """Reads the phrases of the vocabulary when it is loaded: a new phrase needs a restart, no training."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The vocabulary is a path from the project's root."""
        return {"vocabulary": "policies/facts.yml"}

    def __init__(self, config: dict[str, Any]) -> None:
        """Compile the vocabulary's phrases."""
        vocabulary = load_vocabulary(PROJECT_ROOT / Path(config["vocabulary"]))
        self._language = spacy.blank("en")
        self._matcher = FactMatcher(self._language.vocab, vocabulary.facts)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        """Make the component for training or for a conversation."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what each message tells to its entities."""
        for message in messages:
            doc = self._language.make_doc(message.get(TEXT) or "")
            found = [
                {"entity": "fact", "value": f"{told.fact}={told.value}", "start": told.start, "end": told.end}
                for told in self._matcher.facts_told(doc)
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(found), add_to_output=True)
        return messages
