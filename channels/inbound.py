"""Cleans what comes in from a customer before anything else sees it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from aftersales.settings import LONGEST_MESSAGE

SENDER = re.compile(r"[A-Za-z0-9_-]{1,64}")
DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE = frozenset(["Cf", "Mn", "Me", "Zs", "Zl", "Zp"])


class Refused(Exception):
    """A message is not let in; `status` is the HTTP status, `detail` a sentence for whoever sent it."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail


@dataclass(frozen=True)
class CustomerMessage:
    """A message that was let in: who sent it and the words, cleaned."""

    sender: str
    text: str


def read_message(body: object) -> CustomerMessage:
    """Take sender and message from a JSON body; everything else in it is ignored.

    Raises Refused: 400 for a body or sender of the wrong shape, 413 for a message that is too long,
    422 for one with nothing in it.
    """
    if not isinstance(body, Mapping):
        raise Refused(400, "The body must be a JSON object with a sender and a message.")
    sender, text = body.get("sender"), body.get("message")
    if not isinstance(sender, str) or not SENDER.fullmatch(sender):
        raise Refused(400, "The sender must be 1 to 64 letters, digits, hyphens or underscores.")
    if not isinstance(text, str):
        raise Refused(400, "The message must be a text.")
    if len(text) > LONGEST_MESSAGE:
        raise Refused(413, f"The message is longer than {LONGEST_MESSAGE:,} characters; please shorten it.")
    cleaned = clean(text)
    if not cleaned:
        raise Refused(422, "The message is empty.")
    return CustomerMessage(sender, cleaned)


def clean(text: str) -> str:
    """Give the text without signs that are not writing, and without a slash in front.

    Rasa takes a message that begins with "/" for a command that sets an intent and its entities.
    """
    return without_command("".join(_written(sign) for sign in text))


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
