"""Rasa extractor: order numbers, e-mail addresses, RMA and claim numbers, in their plain form."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from aftersales.understanding.identifiers import find_identifiers
from nlu.words_extractor import WordsExtractor


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class IdentifierExtractor(WordsExtractor):
    """The value is the plain form: "#10 234" is told as "10234"."""

    def entities_in(self, text: str) -> list[dict[str, Any]]:
        """The identifiers, each under its kind."""
        return [
            {"entity": found.kind, "value": found.value, "start": found.start, "end": found.end}
            for found in find_identifiers(text)
        ]
