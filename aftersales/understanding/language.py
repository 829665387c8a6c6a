"""The language of a message, told from the small words that its sentences cannot do without (stop words).

No library: the lists of languages.yml are scored against the message's words. A word that several languages have says
little, so it counts less. Of a few words, of two languages in one message, or of a language without a list nothing is
said: an agent who is told nothing reads the message, one who is told wrongly passes it on to the wrong colleague.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

LANGUAGES_FILE = Path(__file__).with_name("languages.yml")
LEAST_EVIDENCE = 1.5
"""The least that a language's words must count for; a word that no other language has counts 1."""
LEAST_SHARE = 0.2
"""The least part of the words that the language must account for, in words of full count."""
CLEARLY_MORE = 2.0
"""How many times the evidence for the next language it must be."""
LEAST_LATIN = 0.75

NO_WORDS = re.compile(r"\S*[@\d]\S*|\S+://\S+|\bwww\.\S+")
"""Addresses and numbers, which no language owns."""
WORD = re.compile(r"[^\W\d_]+")
SCRIPTS = {"CJK": "zh", "HANGUL": "ko", "GREEK": "el", "HEBREW": "he", "THAI": "th"}
"""Writing systems that tell the language well enough by themselves."""
KANA = ("HIRAGANA", "KATAKANA")
UKRAINIAN, RUSSIAN = frozenset("іїєґ"), frozenset("ыэё")
"""Letters that only one of the two has."""


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None where it cannot be told."""
    words = NO_WORDS.sub(" ", text).casefold()
    scripts = _scripts(words)
    if scripts["LATIN"] >= LEAST_LATIN * scripts.total() > 0:
        return _by_words(WORD.findall(words))
    if any(scripts[kana] for kana in KANA):
        return "ja"
    main = next((script for script in (*SCRIPTS, "CYRILLIC") if scripts[script] > scripts.total() / 2), "")
    return _cyrillic(words) if main == "CYRILLIC" else SCRIPTS.get(main)


def may_be(language: str, text: str) -> bool:
    """Whether a text may be in a language that is written in Latin letters, as far as can be told."""
    scripts = _scripts(text)
    return language_of(text) in (None, language) and scripts["LATIN"] * 2 >= scripts.total()


@lru_cache(maxsize=1)
def stop_words() -> dict[str, frozenset[str]]:
    """The small words of each language by its code."""
    listed = YAML(typ="safe", pure=True).load(LANGUAGES_FILE.read_text(encoding="utf-8"))
    return {code: frozenset(words.split()) for code, words in listed.items()}


@lru_cache(maxsize=1)
def _counts() -> dict[str, dict[str, float]]:
    """How much each word counts for each language: the fewer languages have it, the more."""
    owners = Counter(word for listed in stop_words().values() for word in listed)
    return {code: {word: 1 / owners[word] for word in listed} for code, listed in stop_words().items()}


def _by_words(words: list[str]) -> str | None:
    evidence = Counter({code: sum(counts.get(word, 0.0) for word in words) for code, counts in _counts().items()})
    (best, most), (_, second) = evidence.most_common(2)
    is_enough = most >= LEAST_EVIDENCE and most >= LEAST_SHARE * len(words)
    return best if is_enough and most >= CLEARLY_MORE * second else None


def _cyrillic(words: str) -> str | None:
    if UKRAINIAN & set(words):
        return "uk"
    return "ru" if RUSSIAN & set(words) else None


def _scripts(text: str) -> Counter[str]:
    """How many letters of each writing system there are."""
    return Counter(unicodedata.name(sign, "").split(" ")[0].split("-")[0] for sign in text if sign.isalpha())
