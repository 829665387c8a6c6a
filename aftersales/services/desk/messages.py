"""What an agent writes: lines to the customer, notes and tags for colleagues."""

from __future__ import annotations

import re

from aftersales.errors import NotYours, RequestError
from aftersales.records import conversations, notes, transcript
from aftersales.records.database import reading
from aftersales.services.bootstrap import Premises
from aftersales.services.chat.typed_text import as_written
from aftersales.services.desk.acting import acting
from aftersales.services.news.conversations import person_answered
from aftersales.settings import LONGEST_MESSAGE

TAG = re.compile(r"[\w-]{1,24}")
MOST_TAGS = 8


def say(
    premises: Premises, conversation_id: str, agent: str, text: str, message_id: str, is_customer_here: bool
) -> None:
    """Says something to the customer, once for each message id; who has no page open gets it by e-mail.

    Raises NotYours where the conversation is not the agent's, RequestError where there is nothing to say or too much.
    """
    said = _written(text)
    with acting(premises, conversation_id, agent, "say") as act:
        line = transcript.Line(said, None, message_id, agent=agent)
        (message,) = transcript.append_all(act.session, conversation_id, "agent", [line], act.now)
        act.detail["line"] = message.seq
        if not is_customer_here:
            act.detail["by_mail"] = person_answered(act.session, message, act.now, act.conversation.email)


def check_ownership(premises: Premises, conversation_id: str, agent: str) -> None:
    """Return where the conversation is the agent's; raises NotYours, UnknownConversation."""
    with reading(premises.engine) as session:
        conversation = conversations.get(session, conversation_id)
        if (conversation.owner, conversation.agent) != ("agent", agent):
            raise NotYours("the conversation is not in your hands", conversation_id, "Take it first.")


def add_note(premises: Premises, conversation_id: str, agent: str, text: str) -> None:
    """Notes something for colleagues; the customer never sees it."""
    noted = _written(text)
    with acting(premises, conversation_id, agent, "note", needs_ownership=False) as act:
        act.detail["note"] = notes.add(act.session, conversation_id, agent, noted, act.now).id


def set_tags(premises: Premises, conversation_id: str, agent: str, written: str) -> None:
    """Sets the conversation's tags, parted by commas or blanks, in place of those it had."""
    tags = list(dict.fromkeys(re.split(r"[,\s]+", written.strip().lower()))) if written.strip() else []
    wrong = [tag for tag in tags if not TAG.fullmatch(tag)]
    if wrong or len(tags) > MOST_TAGS:
        mend = f"Use at most {MOST_TAGS} words of at most 24 letters."
        raise RequestError(f"{', '.join(wrong) or len(tags)} cannot be tags", "tags", mend)
    with acting(premises, conversation_id, agent, "tag", needs_ownership=False) as act:
        act.handoff.tags = tags
        act.detail["tags"] = tags


def _written(text: str) -> str:
    written = as_written(text).strip()
    if not written or len(written) > LONGEST_MESSAGE:
        mend = f"Write 1 to {LONGEST_MESSAGE:,} characters."
        raise RequestError(f"the text has {len(written)} characters", "text", mend)
    return written
