"""Messages whose own words tell what is meant, whatever request they were taken for."""

from __future__ import annotations

from aftersales.services.case.cancel_if_late import look_where_it_is
from aftersales.services.case.same_again import ask_the_same_again
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.outcome_asked import tell_after_this
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn


def answer_plain_words(turn: Turn, heard: Heard) -> Replies:
    """The answer to a message of which the words alone tell what to do; nothing where they do not."""
    replies = look_where_it_is(turn, heard) or ask_the_same_again(turn, heard) or tell_after_this(turn, heard)
    if replies:
        turn.conversation.misunderstood = 0
    return replies
