"""What our extractors have in common as components of Rasa's: they read a text and say what they found in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

Extractor = TypeVar("Extractor", bound="WordsExtractor")


class WordsExtractor(GraphComponent, EntityExtractorMixin, ABC):
    """An extractor that is not trained and has nothing to set."""

    @abstractmethod
    def entities_in(self, text: str) -> list[dict[str, Any]]:
        """The entities of a text: what each is (`entity`), its `value`, and its place (`start`, `end`)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Nothing to set."""
        return {}

    @classmethod
    def create(
        cls: type[Extractor],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Extractor:
        """Make the component for training or for a conversation."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what each message holds to its entities."""
        for message in messages:
            found = self.add_extractor_name(self.entities_in(message.get(TEXT) or ""))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
