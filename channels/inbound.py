"""Cleans what comes in from a customer before anything else sees it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from aftersales.services.chat.typed_text import clean
from aftersales.settings import LONGEST_MESSAGE

__all__ = ["CustomerMessage", "Refused", "clean", "read_message"]

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Refused(Exception):
    """A message is not let in; `status` is the HTTP status, `detail` a sentence for whoever sent it."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail


@dataclass(frozen=True)
class CustomerMessage:
    """A message that was let in: who sent it, the words, cleaned, and the sender's own id of it, if there is one."""

    sender: str
    text: str
    id: str | None = None


def read_message(body: object) -> CustomerMessage:
    """Take sender, message and message_id (optional) from a JSON body; everything else in it is ignored.

    Raises Refused: 400 for a body or sender of the wrong shape, 413 for a message that is too long,
    422 for one with nothing in it.
    """
    if not isinstance(body, Mapping):
        raise Refused(400, "The body must be a JSON object with a sender and a message.")
    sender, text, message_id = body.get("sender"), body.get("message"), body.get("message_id")
    if not isinstance(sender, str) or not NAME.fullmatch(sender):
        raise Refused(400, "The sender must be 1 to 64 letters, digits, hyphens or underscores.")
    if message_id is not None and not (isinstance(message_id, str) and NAME.fullmatch(message_id)):
        raise Refused(400, "The message_id must be 1 to 64 letters, digits, hyphens or underscores.")
    if not isinstance(text, str):
        raise Refused(400, "The message must be a text.")
    if len(text) > LONGEST_MESSAGE:
        raise Refused(413, f"The message is longer than {LONGEST_MESSAGE:,} characters; please shorten it.")
    cleaned = clean(text)
    if not cleaned:
        raise Refused(422, "The message is empty.")
    return CustomerMessage(sender, cleaned, message_id)
