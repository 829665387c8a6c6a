"""A slip of the fingers, put right where one word only can be meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase

from spacy.tokens import Doc
from tokenizers import Tokenizer

SHORTEST = 5
"""Shorter words have too many neighbours to tell which was meant."""
BEGINNING = 1
"""So many letters at the beginning are typed rightly."""


class Spelling:
    """Knows the words that others are put right to, and which other words there are; those are left as they stand."""

    def __init__(self, wanted: Iterable[str], known: Collection[str]) -> None:
        """Wanted are the words to put others right to, known the words that are no slips."""
        self._wanted = frozenset(word for word in wanted if word.isalpha() and len(word) >= SHORTEST)
        self._known = known

    def corrected(self, doc: Doc) -> Doc:
        """The same document, token by token, with every slip put right that can only mean one word."""
        written = [token.text for token in doc]
        words = [self.meant(word) for word in written]
        if words == written:
            return doc
        return Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])

    def meant(self, word: str) -> str:
        """The word that is meant by a word; itself where it is none that one slip explains, or more than one does."""
        plain = word.lower()
        if len(plain) < SHORTEST or not plain.isascii() or not plain.isalpha():
            return word
        if plain in self._known or plain in self._wanted:
            return word
        meant = [*self._wanted.intersection(_one_slip_away(plain))]
        return meant[0] if len(meant) == 1 else word


@lru_cache(maxsize=2)
def words_of(tokenizer: Path) -> frozenset[str]:
    """The whole words of a tokenizer's vocabulary: the thirty thousand that are most common."""
    return frozenset(piece for piece in Tokenizer.from_file(str(tokenizer)).get_vocab() if piece.isalpha())


def _one_slip_away(word: str) -> Iterator[str]:
    """What becomes of the word by leaving out, swapping, changing or adding one letter behind its beginning."""
    for place in range(BEGINNING, len(word) + 1):
        head, tail = word[:place], word[place:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
