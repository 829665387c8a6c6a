"""Taking a customer's message in: what it tells in passing, what it answers, what else it asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from aftersales.policy.decision import WISH
from aftersales.policy.facts import NOT_KNOWN
from aftersales.records.tables import Case
from aftersales.services import claim_status, order_status
from aftersales.services.ask_policy import answer_question, topic_asked
from aftersales.services.case.answer_readers import ASKED_OF_CASE, YES_OR_NO_ASKED, read_answer_to
from aftersales.services.case.close_readings import ask_what_can_be_meant
from aftersales.services.case.fact_answers import NotUnderstood
from aftersales.services.case.facts import note, note_heard, tells_otherwise
from aftersales.services.case.facts import told as known
from aftersales.services.case.feelings import heard_feelings, only_complains
from aftersales.services.case.items import (
    change_item,
    choose_line,
    corrects_pieces,
    line_in_passing,
    line_meant,
    lines_meant,
)
from aftersales.services.case.not_understood import answer_what_was_not_understood, ask_for_the_wish
from aftersales.services.case.opening import open_request, queue_like, replace_request
from aftersales.services.case.other_item import other_instead
from aftersales.services.case.other_orders import adds, further_orders, let_wait
from aftersales.services.case.reports import CAUSE
from aftersales.services.case.steps import go_on
from aftersales.services.case.which_problem import WHICH_PROBLEM, is_guessed, settle_problem
from aftersales.services.case.which_wrong import put_right
from aftersales.services.claims.steps import tell_claims
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import question_again
from aftersales.services.conversation.reading_question import (
    READING,
    keep_which_reading,
    may_ask_which_reading,
)
from aftersales.services.conversation.reply import Replies, Reply, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.flows import FLOWS, SURE_ENOUGH, flows_told, is_a_guess
from aftersales.services.hand_off import hand_over
from aftersales.services.identify_order import IDENTITY, names_a_claim, note_identifiers
from aftersales.understanding.answers import Standing, read_answer
from aftersales.understanding.asking import asked_beside
from aftersales.understanding.objection import objects
from aftersales.understanding.second_thoughts import without_wavering
from aftersales.understanding.yes_no import hesitates

WHERE_IT_IS = re.compile(r"\bwhere(?: is|'s| are)\b|\bwhat about\b|\bstatus\b|\btrack", re.IGNORECASE)
INSTEAD = ("instead", "rather", "actually", "i meant", "i mean")


def take_answer(turn: Turn, heard: Heard) -> Replies:
    """Takes the message in and goes on: what it tells in passing first, then the answer itself.

    A message that asks for something else queues that, or puts it in place of the request at hand where the customer
    says so. What cannot be read is asked again with its choices, and after that a person is offered.
    """
    case = turn.case
    asked = turn.asked.get("kind", "")
    heard = _with_picked_choice(turn, heard)
    if beside := _beside_any_answer(turn, heard):
        return beside
    replies = note_identifiers(turn, heard)
    kind = asked if asked in (IDENTITY, turn.asked.get("kind", "")) else ""
    before = known(turn, case) if case else {}
    told = [case and take(turn, case, heard) for take in (note_heard, settle_problem, _takes_item)]
    if case and (_names_the_other(turn, case, heard) or _takes_back(turn, case, kind, before, heard)):
        return _go_on_with(turn, case, [*replies, Say("corrected")], heard)
    understood = any((replies, heard.order_numbers, heard.emails, *told))
    objected = case is not None and kind != IDENTITY and objects(heard.text)
    if case and objected and (asked := put_right(turn, case, heard, understood)):
        return asked
    try:
        replies += read_answer_to(turn, kind, heard)
        if turn.asked.get("kind", kind) not in (kind, IDENTITY):
            return replies  # the answer led to a question of its own
        replies += _asked_beside_the_answer(turn, kind, heard)
    except NotUnderstood:
        if heard.intent == "hand_off":
            return [*replies, *hand_over(turn, "asked_for")]
        instead = _instead_of_an_answer(turn, heard)
        if instead is None and not understood:
            return answer_what_was_not_understood(turn, heard)
        replies += instead or ([Say("noted")] if told[0] and kind in (*ASKED_OF_CASE, WHICH_PROBLEM) else [])
    return _go_on_with(turn, case, replies, heard)


def _names_no_more_than_an_order(heard: Heard) -> bool:
    return bool(heard.order_numbers or heard.emails) and heard.intent not in FLOWS


def _names_the_other(turn: Turn, case: Case, heard: Heard) -> bool:
    """Whether the message, which may begin with a "no", puts the other item of the order in place of this one."""
    is_meant = turn.order is not None and other_instead(turn.order, case.line_id, heard.text) is not None
    return is_meant and change_item(turn, case, heard.text)


def _takes_back(turn: Turn, case: Case, kind: str, before: Mapping[str, object], heard: Heard) -> bool:
    """Whether in place of a yes or no the message tells a fact or a number otherwise: "oh no, the cable is lost"."""
    if kind not in (*YES_OR_NO_ASKED, "fact"):
        return False
    if tells_otherwise(before, known(turn, case), but=turn.asked.get("fact")):
        return True
    return turn.asked.get("kind") == "confirm" and corrects_pieces(turn, case, heard.text)


def _go_on_with(turn: Turn, case: Case | None, replies: Replies, heard: Heard) -> Replies:
    """Goes on from what was understood; who has told no more than an order is asked what to do with it."""
    turn.conversation.misunderstood = 0
    replies = [*replies, *go_on(turn)]
    waits_for_a_wish = case is None and turn.asked.get("kind", "flow") == "flow"
    if waits_for_a_wish and all(_is_order_found(reply) for reply in replies):
        return [*replies, *ask_for_the_wish(turn, heard)]
    return replies or question_again(turn)


def _beside_any_answer(turn: Turn, heard: Heard) -> Replies:
    """What is said to a message that answers nothing: one with two readings, of feelings, or of further orders."""
    if turn.asked.get("kind") == READING and _names_no_more_than_an_order(heard):
        return keep_which_reading(turn, heard)
    beside = heard_feelings(turn, heard) or asked_for_further_orders(turn, heard)
    if not beside and turn.asked and only_complains(heard):
        return answer_what_was_not_understood(turn, heard)
    return [*beside, *question_again(turn)] if beside else _which_of_two(turn, heard)


def asked_for_further_orders(turn: Turn, heard: Heard) -> Replies:
    """Lets what a message asks for another order wait: "cancel QA-10477 as well", "and where is QA-10477?"."""
    case, numbers = turn.case, further_orders(turn, heard)
    if case is None or not numbers:
        return []
    stem = order_status.FLOW.stem if WHERE_IT_IS.search(heard.text) else _request_in(heard, turn.asked)
    if stem and stem != case.flow and case.problem not in FLOWS[stem].problems:
        return open_request(turn, stem, heard)
    return let_wait(turn, numbers) if adds(heard) else []


def _which_of_two(turn: Turn, heard: Heard) -> Replies:
    """The question which of two readings is meant, where the words name neither a request nor a topic."""
    if _request_in(heard, turn.asked) or topic_asked(turn, heard.text, "") or not may_ask_which_reading(turn, heard):
        return []
    return ask_what_can_be_meant(turn, heard)


def _instead_of_an_answer(turn: Turn, heard: Heard) -> Replies | None:
    """What comes of a message that tells another request, another item or a remedy wished for; None if it does not."""
    case, stem = turn.case, _request_in(heard, turn.asked)
    if case is None and stem is None and names_a_claim(heard):
        stem = claim_status.FLOW.stem
    if stem and (case is None or _is_another(case, stem)):
        return _other_request(turn, stem, heard)
    if case is not None and change_item(turn, case, heard.text):
        return [Say("corrected")]
    if case is not None and corrects_pieces(turn, case, heard.text):
        return [Say("corrected")]
    if case is not None and takes_wish(turn, case, heard):
        return [Say("wish_noted")]
    return None


def _is_another(case: Case, stem: str) -> bool:
    """Whether a request is another one than the case: whatever it is called, one about the same problem is not."""
    return stem != case.flow and (case.problem is None or case.problem not in FLOWS[stem].problems)


def _was_mistaken(turn: Turn, stem: str) -> bool:
    """Whether the request is what the one at hand, of which no reason was told, was mistaken for: a fault."""
    case = turn.case
    guessed = case is not None and is_guessed(turn, case) and set(FLOWS[case.flow].mistaken_for)
    return bool(guessed and guessed & set(FLOWS[stem].problems))


def _is_order_found(reply: Reply) -> bool:
    return isinstance(reply, Say) and reply.response == "order_found"


def _with_picked_choice(turn: Turn, heard: Heard) -> Heard:
    """The message with a bare number read as the choice in that place; choices of numbers stand at their own.

    A choice in its own words tells nothing besides: "it is faulty or stopped working" does not say that it worked once.
    """
    choices = turn.asked.get("said", {}).get("choices", [])
    if any(heard.text.strip().lower() == says.lower() for says, _ in choices if says):
        return replace(heard, facts=())
    picked = heard.text.strip().rstrip(".)")
    if not picked.isdecimal() or not 1 <= int(picked) <= len(choices):
        return heard
    says, response = choices[int(picked) - 1]
    stem = response.removeprefix("choice_")
    return replace(heard, text=says or stem, intent=stem, confidence=1.0)


def _request_in(heard: Heard, asked: Mapping[str, object]) -> str | None:
    """The flow that the message asks for, by its intent or else by the problem it tells; a cause tells of a fault."""
    if heard.intent in FLOWS and (not asked or (heard.confidence >= SURE_ENOUGH and not is_a_guess(heard))):
        return heard.intent
    stem = next((flow.stem for flow in flows_told(heard)), None)
    causes = [cause for cause in heard.values_of(CAUSE) if cause != NOT_KNOWN]
    return stem or (FLOWS["claim_warranty"].stem if causes else None)


def _takes_item(turn: Turn, case: Case, heard: Heard) -> bool:
    """Settles item and quantity from what the message names, as soon as the order is known."""
    order = turn.order
    if order is None or case.line_id is not None or not FLOWS[case.flow].needs_item:
        return False
    asked = turn.asked.get("kind") == "line"
    several = lines_meant(order, heard.text) if asked else []
    line = line_meant(order, heard.text) if asked else line_in_passing(order, heard.text)
    if len(several) > 1:
        line, *others = several
        for other in others:
            queue_like(turn, case, other)
    if line is None:
        return False
    choose_line(turn, case, line)
    pieces = set(heard.quantities)
    if len(pieces) == 1 and 1 <= min(pieces) <= line.quantity:
        case.quantity = min(pieces)
    return True


def takes_wish(turn: Turn, case: Case, heard: Heard) -> bool:
    """Notes the remedy that the message names in place of an answer: "a refund then"."""
    told = without_wavering(heard.text)
    if turn.policy is None or turn.asked.get("kind") == "remedy" or hesitates(told):
        return False
    wish = read_answer(turn.policy.vocabulary.facts[WISH], told, turn.today)
    if wish.standing is not Standing.SAID or wish.value not in turn.policy.vocabulary.lists["remedies"]:
        return False
    note(turn, case, WISH, wish.value, "said", heard.text)
    return True


def _asked_beside_the_answer(turn: Turn, kind: str, heard: Heard) -> Replies:
    """The answer to a question about the policy that follows the customer's own answer: "no. is it free?"."""
    topic = topic_asked(turn, asked_beside(heard.text), "") if kind in ASKED_OF_CASE else ""
    return answer_question(turn, topic, turn.policy) if topic and turn.policy else []


def _other_request(turn: Turn, stem: str, heard: Heard) -> Replies:
    """Another request: looked up at once where it only asks how things stand, else put in place or queued."""
    words = f" {heard.text.lower()} "
    order = turn.order
    if stem == order_status.FLOW.stem and order is not None:
        return [order_status.tell_order_status(order)]
    if stem == claim_status.FLOW.stem and order is not None:
        return tell_claims(turn)
    if any(f" {word} " in words for word in INSTEAD) or _was_mistaken(turn, stem):
        return replace_request(turn, stem, heard)
    return open_request(turn, stem, heard)
