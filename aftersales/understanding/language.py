"""The language of a message, guessed from small words that its sentences cannot do without (stop words).

No library: the lists of languages.yml are scored against the message's words. That tells a sentence of some words apart
surely enough to sort a queue; of one or two words, or in a language without a list, nothing is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

LANGUAGES_FILE = Path(__file__).with_name("languages.yml")
FEWEST_HITS = 2
WORD = re.compile(r"[^\W\d_]+")
SCRIPTS = (("CJK", "zh"), ("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("HANGUL", "ko"), ("CYRILLIC", "ru"))
"""Writing systems that tell the language well enough by themselves."""


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None where it cannot be told."""
    by_script = _by_script(text)
    if by_script is not None:
        return by_script
    words = WORD.findall(text.lower())
    hits = Counter({code: sum(word in listed for word in words) for code, listed in stop_words().items()})
    (best, most), (_, second) = hits.most_common(2)
    return best if most >= FEWEST_HITS and most > second else None


@lru_cache(maxsize=1)
def stop_words() -> dict[str, frozenset[str]]:
    """The small words of each language by its code."""
    listed = YAML(typ="safe", pure=True).load(LANGUAGES_FILE.read_text(encoding="utf-8"))
    return {code: frozenset(words.split()) for code, words in listed.items()}


def _by_script(text: str) -> str | None:
    names = Counter(unicodedata.name(sign, "").split(" ")[0].split("-")[0] for sign in text if sign.isalpha())
    if names["HIRAGANA"] or names["KATAKANA"]:
        return "ja"
    return next((code for script, code in SCRIPTS if names[script] > names.total() / 2), None)
