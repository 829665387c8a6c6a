"""What a customer has typed, made safe to pass on: words, and nothing that a machine could take for a command."""

import unicodedata

DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
MOST_MARKS = 4
INVISIBLE = frozenset(["Cf", "Mn", "Me", "Zs", "Zl", "Zp"])


def clean(text: str) -> str:
    """Give the text without signs that are not writing, and without a slash in front.

    Rasa takes a message that begins with "/" for a command that sets an intent and its entities.
    """
    return without_command(as_written(text))


def as_written(text: str) -> str:
    """Give the text without signs that are not writing, as a transcript keeps it.

    Marks above and below a letter are clipped where there are more than any language puts there.
    """
    written, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= MOST_MARKS:
            written.append(_written(sign))
    return "".join(written)


def without_command(text: str) -> str:
    """Give the text from its first sign on that is neither invisible nor a slash of any width."""
    start = 0
    while start < len(text) and _opens_no_sentence(text[start]):
        start += 1
    return text[start:].rstrip()


def _written(sign: str) -> str:
    if sign in "\t\r":
        return " "
    is_noise = unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n"
    return "" if is_noise or sign in DIRECTION_OVERRIDES else sign


def _opens_no_sentence(sign: str) -> bool:
    return (
        sign.isspace() or unicodedata.category(sign) in INVISIBLE or unicodedata.normalize("NFKC", sign).startswith("/")
    )
