"""Rasa extractor: numbers of pieces ("two of them", "all 3"), as entities "quantity" with a whole number."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from aftersales.understanding.numbers import find_quantities
from nlu.words_extractor import WordsExtractor


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuantityExtractor(WordsExtractor):
    """Only numbers that can mean nothing but pieces; a bare "2" is left to the question it answers."""

    def entities_in(self, text: str) -> list[dict[str, Any]]:
        """The numbers of pieces."""
        return [
            {"entity": "quantity", "value": quantity.value, "start": quantity.start, "end": quantity.end}
            for quantity in find_quantities(text)
        ]
