"""Rasa extractor: numbers of pieces ("two of them", "all 3"), as entities "quantity" with a whole number."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from aftersales.understanding.numbers import find_quantities


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuantityExtractor(GraphComponent, EntityExtractorMixin):
    """Only numbers that can mean nothing but pieces; a bare "2" is left to the question it answers."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Nothing to set."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuantityExtractor:
        """Make the component for training or for a conversation."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the numbers of pieces of each message to its entities."""
        for message in messages:
            found = [
                {"entity": "quantity", "value": quantity.value, "start": quantity.start, "end": quantity.end}
                for quantity in find_quantities(message.get(TEXT) or "")
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(found), add_to_output=True)
        return messages
