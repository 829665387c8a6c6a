"""Whether a message is nothing but a sound or a face: "lol", "ugh...", "🙄"."""

from __future__ import annotations

import re
import unicodedata

FACE = "So"
"""The kind of signs (Unicode) to which drawn faces belong."""
_SOUNDS = re.compile(
    r"(?:l+o+l+|lmf?ao+|rofl|(?:ha|he|hi){2,}h?|a*h+a+|h+m+|omg|omfg|wt[fh]|ffs|smh|jeez|gee|gosh|wo+w|whoa|oof|ouch"
    r"|u+g+h+|a+r+g+h*|g+r+r+|p+f+t*|phew|sigh|meh|oh|ah|eh|huh|um+|uh+|er+m*|yikes|[^\w\s👍👎👌✅✔❌🙏]|_)+",
    re.IGNORECASE,
)


def is_interjection(text: str) -> bool:
    """Every word is such a sound, which answers nothing; a number, or signs alone such as "???", is none."""
    words = text.split()
    has_sound = any(sign.isalpha() or unicodedata.category(sign) == FACE for sign in text)
    return has_sound and all(_SOUNDS.fullmatch(word) for word in words)
