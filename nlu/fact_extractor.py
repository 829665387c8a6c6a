"""Rasa extractor: facts told in passing, as entities "fact" with values such as "opened_body=false"."""

from __future__ import annotations

import re
from collections.abc import Iterable
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

from aftersales.policy.facts import Fact
from aftersales.policy.loader import load_policies
from aftersales.settings import Settings
from nlu.fact_matcher import FactMatcher

OWN_FACTS = re.compile(r"^facts:(?! *\{\} *$)", re.MULTILINE)
"""Where a policy adds facts; the others need not be read, which takes most of a second each."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(GraphComponent, EntityExtractorMixin):
    """Reads the phrases of the shops' facts when it is loaded: a new phrase needs a restart, no training."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Nothing to set."""
        return {}

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Compile the phrases of the facts."""
        self._language = spacy.blank("en")
        self._matcher = FactMatcher(self._language.vocab, facts)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        """Make the component for training or for a conversation."""
        return cls(declared_facts(Settings.from_environment().policies))

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


def declared_facts(folder: Path) -> list[Fact]:
    """The facts of the vocabulary that all shops share, and those that each shop of the folder adds for itself."""
    policies = load_policies(folder)
    shared = policies.vocabulary.facts
    adding = [shop for shop in policies if OWN_FACTS.search((folder / f"{shop}.yml").read_text("utf-8"))]
    own = [policies[shop].vocabulary.facts for shop in adding]
    return [*shared.values(), *(fact for facts in own for name, fact in facts.items() if name not in shared)]
