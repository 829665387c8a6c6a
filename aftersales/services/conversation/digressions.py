"""Messages beside the question on the table: what they answer of it is taken, then they are answered themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from aftersales.services.ask_policy import SHOP, asks_policy
from aftersales.services.case.answer_readers import ASKED_OF_CASE, names_an_answer, note_answer, reads_as_answer
from aftersales.services.case.answers import take_answer
from aftersales.services.case.facts import note_heard
from aftersales.services.case.opening import end_case, open_request, start_over
from aftersales.services.case.steps import go_on
from aftersales.services.case.told_problem import asks_beyond_its_problem, open_told
from aftersales.services.claim_status import claims_of_conversation
from aftersales.services.claims.steps import tell_claims
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.message import Respond
from aftersales.services.conversation.questions import OFFER, ask_what_to_do, question_again
from aftersales.services.conversation.reading_question import READING
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.flows import SURE_ENOUGH
from aftersales.services.hand_off import hand_over
from aftersales.services.identify_order import note_identifiers
from aftersales.understanding.asking import asks_something, told_beside
from aftersales.understanding.impatience import is_impatient
from aftersales.understanding.interjection import is_interjection
from aftersales.understanding.objection import objects
from aftersales.understanding.wishes import wants_a_person
from aftersales.understanding.yes_no import Assent, read_assent

BEGINS_AGAIN = re.compile(
    r"\b(?:over|again|anew|afresh|new (?:start|chat|conversation|request|question|topic)|start new|scratch|fresh|clean"
    r"|reset|restart|zero)\b",
    re.IGNORECASE,
)

SPEAKS_OF_BEGINNING = re.compile(
    rf"{BEGINS_AGAIN.pattern}|\b(?:start|begin|beginning|top|redo|undo|wipe|erase|clear|delete|forget)\b", re.IGNORECASE
)
"""Without one of these words a message is no wish to begin again, whatever it was taken for."""


def digress(turn: Turn, heard: Heard, respond: Respond) -> Replies:
    """Answers a digression; but what is plainly an answer to the question on the table, and no question, is that.

    In "yes, but who pays?" both are heard: the answer is taken, the digression answered, and the next question asked.
    What is only asked about ("is water damage covered?") answers nothing. A problem told beside it is taken up.
    """
    kind = turn.asked.get("kind")
    if kind == READING and asks_policy(heard.intent):
        turn.ask_nothing()  # what is asked now is clearer than what was asked before
    if (kind == SHOP or not asks_something(heard.text)) and reads_as_answer(turn, heard):
        return take_answer(turn, heard)
    opened = open_told(turn, heard)
    if opened is not None:
        answered = respond(turn, heard) if asks_beyond_its_problem(turn, heard) else []
        return [*opened, *answered, *go_on(turn)]
    found = note_identifiers(turn, heard)
    told = replace(heard, text=told_beside(heard.text))
    if kind in ASKED_OF_CASE and told.text and reads_as_answer(turn, told):
        note_answer(turn, told)
        turn.ask_nothing()
    elif turn.case is not None:
        note_heard(turn, turn.case, heard)
    replies = [*found, *respond(turn, heard)]
    return replies if turn.asked else [*replies, *go_on(turn)]


def request(turn: Turn, stem: str, heard: Heard) -> Replies:
    """Opens the request and goes on with it; who asks for a person as well gets one, who is told of the request."""
    opened = open_request(turn, stem, heard)
    wants_one = turn.case is not None and wants_a_person(heard.text)
    return [*opened, *(hand_over(turn, "asked_for") if wants_one else go_on(turn))]


def small_talk(turn: Turn, heard: Heard) -> Replies:
    """A friendly word, then the question on the table again, or what can be done.

    What was hardly understood as small talk is rather an answer. Where only what to do is asked, nothing is open.
    """
    if turn.case is not None and turn.asked and heard.confidence < SURE_ENOUGH:
        return take_answer(turn, heard)
    if turn.asked.get("kind") == "flow":
        turn.ask_nothing()
    again = question_again(turn)
    if heard.intent == "help" and turn.case is None and (claims := _claims_under_way(turn)):
        return claims
    if again:
        return [Say("impatience" if is_impatient(heard.text) else f"{heard.intent}_briefly"), *again]
    if heard.intent in ("greet", "help", "bot_challenge"):
        return [Say(heard.intent), *ask_what_to_do(turn)]
    return [Say(heard.intent)]


def _claims_under_way(turn: Turn) -> Replies:
    """How the order's claims stand, for who asks what to do now; nothing where there is none."""
    opened = claims_of_conversation(turn.session, turn.policies, turn.conversation.id)
    return tell_claims(turn) if opened else []


def stop(turn: Turn, heard: Heard) -> Replies:
    """Stops the request at hand; nothing of it is carried out. "A drop" may be an answer.

    Where there is none, "I don't want it any more" asks for one.
    """
    if _speaks_to_the_question(turn, heard):
        return take_answer(turn, heard)
    if turn.case is None:
        opened = open_told(turn, heard)
        if opened is not None:
            return [*opened, *go_on(turn)]
        turn.ask_nothing()
        return [Say("nothing_to_stop")]
    end_case(turn, turn.case, "stopped")
    return [Say("stopped"), *go_on(turn)]


def begin_again(turn: Turn, heard: Heard) -> Replies:
    """Forgets the requests and the order, and asks what to do; "yes, from the start" may be an answer."""
    is_no_wish = turn.case is not None and not SPEAKS_OF_BEGINNING.search(heard.text)
    if is_no_wish or (reads_as_answer(turn, heard) and not BEGINS_AGAIN.search(heard.text)):
        return take_answer(turn, heard)
    start_over(turn)
    return [Say("started_over"), *ask_what_to_do(turn)]


def person(turn: Turn, heard: Heard) -> Replies:
    """Hands over because the customer asks for a person; one of the choices on the table is an answer instead.

    "No, I don't need a person" refuses one.
    """
    refuses = turn.asked.get("kind") == OFFER and read_assent(heard.text) is Assent.NO
    if refuses or _speaks_to_the_question(turn, heard):
        return take_answer(turn, heard)
    note_identifiers(turn, heard)
    return hand_over(turn, "asked_for")


def _speaks_to_the_question(turn: Turn, heard: Heard) -> bool:
    """Whether what was taken for a wish of its own answers the question on the table, or only grumbles at it."""
    shows_feelings = is_impatient(heard.text) or is_interjection(heard.text)
    return bool(turn.asked) and (shows_feelings or objects(heard.text) or names_an_answer(turn, heard))
