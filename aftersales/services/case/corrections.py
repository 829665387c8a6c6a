"""Taking back what was said: another order, another item, another fact, or the answer given last."""

from __future__ import annotations

import re
from collections.abc import Mapping

from aftersales.policy.decision import WISH
from aftersales.policy.facts import PROBLEM
from aftersales.records import cases
from aftersales.records.tables import Case
from aftersales.services.case.answer_readers import YES_OR_NO_ASKED, reads_as_answer
from aftersales.services.case.answers import asked_for_further_orders, take_answer, takes_wish
from aftersales.services.case.facts import note_heard, queue_copy, take_back_last, tells_otherwise
from aftersales.services.case.facts import told as known
from aftersales.services.case.items import choose_line, corrects_pieces, line_meant
from aftersales.services.case.other_item import other_instead
from aftersales.services.case.steps import go_on
from aftersales.services.case.which_problem import correct_problem
from aftersales.services.case.which_wrong import put_right
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import ask_what_to_do, question_again
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.flow import UNWANTED
from aftersales.services.identify_order import forget_order, note_identifiers
from aftersales.understanding.objection import objects
from aftersales.understanding.second_thoughts import without_wavering
from aftersales.understanding.yes_no import Assent, hesitates, read_assent

ASKING_HOW_MANY = ("quantity", "facts", "which_fact")
"""Questions whose answer may be a number, or one of several things."""
OTHER_ORDER = re.compile(
    r"\b(?:other|another|different|second|first|last|next|wrong|old|older|new|newer|earlier|previous)\s+order\b|\border\s+(?:number|no|nr|id)\b",
    re.IGNORECASE,
)


def correct(turn: Turn, heard: Heard) -> Replies:
    """The customer takes something back: another order, another item, or a fact told before."""
    case = turn.case
    if _calls_off(turn, heard):
        return take_answer(turn, heard)
    further = asked_for_further_orders(turn, heard)
    if further:
        return [*further, *question_again(turn)]
    if heard.order_numbers or heard.emails:
        return _correct_order(turn, heard)
    if case and (corrected := _correct_case(turn, case, heard)):
        return corrected
    if OTHER_ORDER.search(heard.text):
        forget_order(turn)
        return go_on(turn)
    if case and _is_no_answer(turn, heard) and (asked := put_right(turn, case, heard)):
        return asked
    return take_answer(turn, heard)


def _correct_case(turn: Turn, case: Case, heard: Heard) -> Replies:
    """What comes of another problem, fact, number, item or wish in the message; nothing where it tells none."""
    if problem := correct_problem(turn, case, heard):
        return [*problem, *go_on(turn)]
    before = known(turn, case)
    if note_heard(turn, case, heard):
        return [*_told_otherwise(turn, case, before), *go_on(turn)]
    if _corrects_number(turn, case, heard) or _corrects_item(turn, case, heard):
        return [Say("corrected"), *go_on(turn)]
    if _says_so_again(turn, case, heard):
        return question_again(turn)
    is_vague = objects(heard.text) or hesitates(without_wavering(heard.text))
    if not is_vague and takes_wish(turn, case, heard):
        turn.ask_nothing()
        return [Say("wish_noted"), *go_on(turn)]
    return []


def _told_otherwise(turn: Turn, case: Case, before: Mapping[str, object]) -> Replies:
    """That something told or summed up before is put right; what is told for the first time corrects nothing."""
    now = known(turn, case)
    if turn.asked.get("kind") == "confirm" or tells_otherwise(before, now):
        return [Say("corrected")]
    return [Say("wish_noted")] if WISH in now.keys() - before.keys() else []


def _calls_off(turn: Turn, heard: Heard) -> bool:
    """Whether "no, I changed my mind" refuses what was summed up: it tells no other problem of the goods."""
    told = heard.values_of(PROBLEM)
    refuses = turn.asked.get("kind") in YES_OR_NO_ASKED and read_assent(heard.text) is Assent.NO
    return refuses and bool(told) and set(told) <= {*UNWANTED} and not objects(heard.text)


def _says_so_again(turn: Turn, case: Case, heard: Heard) -> bool:
    """Whether what was summed up is only told once more: "I said cancel, not return"."""
    return turn.asked.get("kind") in YES_OR_NO_ASKED and case.problem in heard.values_of(PROBLEM)


def _is_no_answer(turn: Turn, heard: Heard) -> bool:
    """Whether the message answers nothing; where a yes or no would do something at once, a correction never does.

    Who only asks for a moment corrects nothing.
    """
    if hesitates(heard.text) and read_assent(heard.text) is not Assent.NO and not objects(heard.text):
        return False
    return turn.asked.get("kind") in YES_OR_NO_ASKED or not reads_as_answer(turn, heard)


def _correct_order(turn: Turn, heard: Heard) -> Replies:
    """Another order in place of the one at hand; after the last request, what was asked there is asked for it, too."""
    is_over = turn.case is None
    found = note_identifiers(turn, heard)
    before = cases.of_conversation(turn.session, turn.conversation.id)
    if is_over and before:
        queue_copy(turn, before[-1])
    return [*found, *go_on(turn)]


def _corrects_number(turn: Turn, case: Case, heard: Heard) -> bool:
    return turn.asked.get("kind") not in ASKING_HOW_MANY and corrects_pieces(turn, case, heard.text)


def _corrects_item(turn: Turn, case: Case, heard: Heard) -> bool:
    """Settles the case on another item of the order, where it is about one at all."""
    is_about_one = case.line_id is not None or turn.asked.get("kind") == "line"
    line = line_meant(turn.order, heard.text) if is_about_one and turn.order else None
    if turn.order and line is None:
        line = other_instead(turn.order, case.line_id, heard.text)
    if line is None or line.id == case.line_id:
        return False
    choose_line(turn, case, line)
    case.quantity = None
    return True


def go_back(turn: Turn) -> Replies:
    """Takes the last answer back and asks that again."""
    case = turn.case
    if case is None or not take_back_last(turn, case):
        return [Say("nothing_to_go_back_to"), *(question_again(turn) or ask_what_to_do(turn))]
    turn.ask_nothing()
    return go_on(turn)
