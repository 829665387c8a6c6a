"""Rasa extractor: the names of products and shops, as entities "product" and "shop" with the words of the message."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.spacy_entity_extractor import SpacyEntityExtractor
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False, model_from="SpacyNLP")
class NamesExtractor(SpacyEntityExtractor):
    """Rasa's, but takes what SpacyNLP has read already; Rasa's reads each message again, for models that mind case.

    dimensions are the labels of the names to tell, as `nlu.pipeline` gives them to spaCy's EntityRuler.
    """

    def process(self, messages: list[Message], model: SpacyModel) -> list[Message]:
        """Add the names in each message to its entities."""
        for message in messages:
            if doc := message.get(SPACY_DOCS[TEXT]):
                named = self.filter_irrelevant_entities(self._extract_entities(doc), set(self._config["dimensions"]))
                found = self.add_extractor_name(named)
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
