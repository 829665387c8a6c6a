"""Clauses of English sentences for the tests of what they tell."""

import spacy

from nlu.said import Clause

LANGUAGE = spacy.blank("en")


def clause_of(text: str, word: str) -> Clause:
    """The clause in which a word stands, with the word as what is matched."""
    words = [token.lower_ for token in LANGUAGE.make_doc(text)]
    at = words.index(word)
    return Clause(words, at, at + 1)
