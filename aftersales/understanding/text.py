"""One spelling of a message for every reader here: plain digits, straight quotes, "didn't" as "did not"."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_SHORT_NOT = re.compile(
    r"\b(do|does|did|is|are|was|were|has|have|had|could|would|should|must|need)n'?t\b", re.IGNORECASE
)
_IRREGULAR_NOT = (
    (re.compile(r"\b(?:can'?t|cannot)\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
    (re.compile(r"\bain'?t\b", re.IGNORECASE), "is not"),
)
_SHORT_VERB = (
    (re.compile(r"(?<=\w)'ll\b", re.IGNORECASE), " will"),
    (re.compile(r"(?<=\w)'ve\b", re.IGNORECASE), " have"),
    (re.compile(r"(?<=\w)'re\b", re.IGNORECASE), " are"),
    (re.compile(r"(?<=\w)'m\b", re.IGNORECASE), " am"),
)
_WORD = re.compile(r"'s\b|[^\W_]+(?:-[^\W_]+)*|[^\w\s]", re.UNICODE)


def same_length(text: str) -> str:
    """The text with full-width characters and typographic quotes made plain, every character in its place.

    Characters that would become several (ligatures) stay as they are, so that offsets remain true.
    """
    plain = text if text.isascii() else "".join(_plain(character) for character in text)
    return plain.translate(_QUOTES)


def normalised(text: str) -> str:
    """Lower case, plain characters, contractions written out, single spaces between words and signs."""
    plain = same_length(text)
    for pattern, replacement in (*_IRREGULAR_NOT, *_SHORT_VERB):
        plain = pattern.sub(replacement, plain)
    return " ".join(_WORD.findall(_SHORT_NOT.sub(r"\1 not", plain).lower()))


def _plain(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
