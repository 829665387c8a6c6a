"""Messages whose own words tell what is meant, whatever request they were taken for."""

from __future__ import annotations

from aftersales.services.case.called_off import answer_what_is_left
from aftersales.services.case.cancel_if_late import look_up_instead, look_where_it_is
from aftersales.services.case.confirmation import done_before
from aftersales.services.case.same_again import ask_the_same_again
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.outcome_asked import tell_after_this
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn
from aftersales.understanding.whether_done import asks_whether_cancelled, asks_whether_done

READERS = (answer_what_is_left, look_where_it_is, ask_the_same_again, tell_after_this)


def answer_plain_words(turn: Turn, heard: Heard) -> Replies:
    """The answer to a message of which the words alone tell what to do; nothing where they do not."""
    if turn.case is None and asks_whether_done(heard.text) and (done := done_before(turn)):
        return done
    if turn.case is None and asks_whether_cancelled(heard.text):
        return look_up_instead(turn, heard)
    replies = next((told for read in READERS if (told := read(turn, heard))), [])
    if replies:
        turn.conversation.misunderstood = 0
    return replies
