"""Rasa component: what a message wants, in words without slips of the fingers, for the featurizers that follow."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.pipeline import SHOP, TOKENIZER
from nlu.spelling import Spelling, words_of
from nlu.wish_alone import wish_alone, without_names

WISH = "wish"
"""The key under which a message tells what it wants."""
WORD = re.compile(r"\w[\w'’-]*")
LEARNT = "words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class WishReader(GraphComponent):
    """Puts a word right that is none, where one letter makes it a word of the examples, and of one word only.

    Order numbers, addresses and shops are left out of a wish (`wish_alone`): whatever shop is added, the same is meant.
    Names of products stay as they are written.
    A word counts that stands in `uses` examples or, where the sentence encoder's tokenizer does not know it and it may
    be a slip itself, in `uses_unknown`.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """All that changes the words stands here, so that a change retrains."""
        return {"uses": 2, "uses_unknown": 5}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        """Know no words of examples yet."""
        self._uses: int = config["uses"]
        self._uses_unknown: int = config["uses_unknown"]
        self._known = words_of(TOKENIZER)
        self._storage, self._resource = storage, resource
        self._learn(())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WishReader:
        """Make the component for training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WishReader:
        """Make the component for a conversation, with the words that were learnt."""
        reader = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            reader._learn(json.loads((folder / LEARNT).read_text("utf-8")))
        return reader

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of the examples, and keep them."""
        texts = [example.get(TEXT) for example in training_data.intent_examples]
        words = self._known.intersection(common_words(texts, self._uses)).union(common_words(texts, self._uses_unknown))
        self._learn(words)
        with self._storage.write_to(self._resource) as folder:
            (folder / LEARNT).write_text(json.dumps(sorted(words)), "utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Tell what the examples want."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Tell what each message wants."""
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            names = doc.ents if doc else ()
            shops = [(name.start_char, name.end_char) for name in names if name.label_ == SHOP]
            as_written = {token.lower_ for name in names for token in name}
            message.set(WISH, self.wish(without_names(message.get(TEXT) or "", shops), as_written))
        return messages

    def wish(self, text: str, names: Iterable[str] = ()) -> str:
        """What the text wants; the names (in small letters) are left as they are written."""
        kept = frozenset(names)
        return WORD.sub(lambda word: self._put_right(word[0], kept), wish_alone(text))

    def _put_right(self, word: str, names: frozenset[str]) -> str:
        return word if word.lower() in names else self._spelling.meant(word)

    def _learn(self, words: Iterable[str]) -> None:
        self._spelling = Spelling(words, self._known)


def common_words(texts: Iterable[str], uses: int) -> set[str]:
    """The words, in small letters, that stand in so many texts."""
    counted = Counter(word for text in texts for word in {word.lower() for word in WORD.findall(text)})
    return {word for word, times in counted.items() if times >= uses}
