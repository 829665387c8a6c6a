"""Rasa extractor: facts told in passing, as entities "fact" with values such as "opened_body=false"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_infix_regex

from aftersales.policy.facts import Fact
from aftersales.policy.loader import load_policies
from aftersales.settings import Settings
from aftersales.understanding.heard_as import HeardAs
from aftersales.understanding.identifiers import Identifier, find_identifiers
from aftersales.understanding.phrases import parse_phrase
from nlu.fact_matcher import FactMatcher
from nlu.pipeline import TOKENIZER
from nlu.spelling import Spelling, words_of
from nlu.words_extractor import WordsExtractor

ORDER = "order"
HYPHEN = "-|–|—"
"""What spaCy's rule that parts words at a hyphen has in it."""
RUN_TOGETHER = {"gimme": "gim me", "wanna": "wan na", "dosent": "dose nt", "dosnt": "dos nt", "havnt": "hav nt"}
"""Words that spaCy does not part, though they are two; its own list has "dont" and "gonna"."""
OWN_FACTS = re.compile(r"^facts:(?! *\{\} *$)", re.MULTILINE)
"""Where a policy adds facts; the others need not be read, which takes most of a second each."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(WordsExtractor):
    """Reads the phrases of the shops' facts when it is loaded: a new phrase needs a restart, no training."""

    def __init__(self, facts: Sequence[Fact], known: Collection[str]) -> None:
        """Compile the phrases of the facts; words that are not known may be misspelt ones of these phrases."""
        self._language = reading_language()
        self._matcher = FactMatcher(facts)
        self._spelling = Spelling(words_told_by(facts), known)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        """Make the component for training or for a conversation."""
        return cls(declared_facts(Settings.from_environment().policies), words_of(TOKENIZER))

    def entities_in(self, text: str) -> list[dict[str, Any]]:
        """The facts told, each as `fact=value`; an order's number is read as the word "order", slips are put right."""
        numbers = [found for found in find_identifiers(text) if found.kind == "order_number"]
        ends = {found.start + len(ORDER): found.end for found in numbers}
        written = self._language.make_doc(_with_orders(text, numbers))
        spelt = self._spelling.corrected(written)
        found = []
        for told in self._matcher.facts_told(spelt):
            place = spelt.char_span(told.start, told.end)
            words = written[place.start : place.end]
            entity = {"entity": "fact", "value": f"{told.fact}={told.value}"}
            found.append({**entity, "start": words.start_char, "end": ends.get(words.end_char, words.end_char)})
        return found


def reading_language() -> Language:
    """English words as the phrases write them: one with a hyphen in it is a single word ("third-party")."""
    language = spacy.blank("en")
    infixes = [infix for infix in language.Defaults.infixes if HYPHEN not in infix]
    language.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for written, pieces in RUN_TOGETHER.items():
        language.tokenizer.add_special_case(written, [{ORTH: piece} for piece in pieces.split()])
    return language


def _with_orders(text: str, numbers: Iterable[Identifier]) -> str:
    """The text with "order" for each number that leaves room for it, all else in its place: "cancel QA-10234"."""
    for number in numbers:
        room = number.end - number.start
        if room >= len(ORDER):
            text = text[: number.start] + ORDER.ljust(room) + text[number.end :]
    return text


def declared_facts(folder: Path) -> list[Fact]:
    """The facts of the vocabulary that all shops share, and those that each shop of the folder adds for itself."""
    policies = load_policies(folder)
    shared = policies.vocabulary.facts
    adding = [shop for shop in policies if OWN_FACTS.search((folder / f"{shop}.yml").read_text("utf-8"))]
    own = [policies[shop].vocabulary.facts for shop in adding]
    return [*shared.values(), *(fact for facts in own for name, fact in facts.items() if name not in shared)]


def words_told_by(facts: Iterable[Fact]) -> Iterator[str]:
    """Every word of the phrases that facts are told by."""
    for fact in facts:
        heard = HeardAs.read(fact.heard_as)
        for phrase in (*chain.from_iterable(heard.in_passing.values()), *heard.denied, *heard.unless):
            yield from chain.from_iterable(slot.words for slot in parse_phrase(phrase))
