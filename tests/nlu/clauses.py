"""Clauses of English sentences for the tests of what they tell."""

import spacy

from nlu.said import Clause

LANGUAGE = spacy.blank("en")


def clause_of(text: str, word: str) -> Clause:
    """The clause in which a word stands, with the word as what is matched."""
    doc = LANGUAGE.make_doc(text)
    at = next(token.i for token in doc if token.lower_ == word)
    return Clause(doc, at, at + 1)
