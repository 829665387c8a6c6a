"""Reading answers to questions about facts: one at a time, several together, and the remedy wished for."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aftersales.policy.decision import WISH
from aftersales.policy.facts import NOT_KNOWN, Fact
from aftersales.policy.model import ShopPolicy
from aftersales.records.tables import Case
from aftersales.services.case.day_order import misfit
from aftersales.services.case.facts import note, told
from aftersales.services.case.reports import CAUSE
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import ask_among
from aftersales.services.conversation.reply import Replies
from aftersales.services.conversation.turn import Turn
from aftersales.understanding.answers import Answer, Standing, only_rules_out, read_answer
from aftersales.understanding.yes_no import Assent, read_assent

FEW_WORDS = 2
ONE_YEAR = timedelta(days=366)
ROUGHLY = re.compile(r"\b(?:about|around|roughly|approximately|approx\.?|some|circa|ca\.?)\s+", re.IGNORECASE)
AT_DELIVERY = re.compile(
    r"\b(?:when|as soon as|the day|once) (?:i|we|it|they) (?:unpacked|opened|got|received|arrived|came|was delivered)\b"
    r"|\b(?:right|straight) away\b|\b(?:immediately|at once|on arrival|on delivery|out of the box)\b"
    r"|\bfrom the (?:very )?(?:start|beginning)\b",
    re.IGNORECASE,
)


class NotUnderstood(Exception):
    """The message does not answer the question; never leaves the reading of answers."""


def read_fact(turn: Turn, heard: Heard) -> Replies:
    """One fact, read by its type; "I don't know" is an answer, too."""
    case, policy = turn.case, turn.policy
    if case is None or policy is None:
        raise NotUnderstood
    fact = policy.vocabulary.facts[turn.asked["fact"]]
    answer = _read(turn, policy, fact, heard)
    if answer.standing is Standing.UNCLEAR or (answer.value is None and answer.standing is Standing.SAID):
        raise NotUnderstood
    value = NOT_KNOWN if answer.standing is Standing.NOT_KNOWN else answer.value
    does_not_fit = misfit(turn, told(turn, case), policy, fact.name, value) if isinstance(value, date) else None
    if does_not_fit is not None:
        return [does_not_fit]
    note(turn, case, fact.name, value, "asked", heard.text)
    turn.ask_nothing()
    return []


def _read(turn: Turn, policy: ShopPolicy, fact: Fact, heard: Heard) -> Answer:
    """The answer in the words; a day may also be told roughly, as that of the delivery, or beside another day."""
    words = heard.text
    if fact.type != "date":
        answer = read_answer(fact, words, turn.today)
        rules_out = fact.name == CAUSE and answer.standing is Standing.UNCLEAR and only_rules_out(fact, words)
        return Answer(Standing.NOT_KNOWN) if rules_out else answer
    delivered = turn.order.delivered_on if turn.order else None
    if delivered and fact.name != "delivered_on" and AT_DELIVERY.search(words):
        return Answer(Standing.SAID, delivered)
    plain = ROUGHLY.sub("", words)
    answer = read_answer(fact, plain, turn.today, day_first=policy.day_first)
    if answer.standing is not Standing.UNCLEAR:
        return answer
    free = [day for about, day in heard.dates.items() if about == fact.name or _is_free(turn, about)]
    if len(free) == 1:
        return Answer(Standing.SAID, free[0])
    # Only a day written with its year can lie ahead; whoever gives it is told so.
    return read_answer(fact, plain, turn.today + ONE_YEAR, day_first=policy.day_first)


def _is_free(turn: Turn, about: str) -> bool:
    """Whether a day told is not needed for what it seems to be about: the record knows that, or nothing was said."""
    return not about or getattr(turn.order, about, None) is not None


def read_facts(turn: Turn, heard: Heard) -> Replies:
    """One answer to several things together: no to all, or yes to some, which are then named."""
    case, policy, facts = turn.case, turn.policy, turn.asked["facts"]
    if case is None or policy is None:
        raise NotUnderstood
    assent = read_assent(heard.text)
    if _note_those_named(turn, case, policy, facts, heard):
        return []
    if assent is Assent.NOT_KNOWN and _note_belief(turn, case, policy, heard):
        return []
    if assent is Assent.YES:
        turn.ask("which_fact", facts=facts)
        return [ask_among("ask_which_of", [policy.vocabulary.facts[fact].words for fact in facts])]
    if assent not in (Assent.NO, Assent.NOT_KNOWN):
        raise NotUnderstood
    for fact in facts:
        note(turn, case, fact, NOT_KNOWN if assent is Assent.NOT_KNOWN else False, "asked", heard.text)
    turn.ask_nothing()
    return []


def read_which_fact(turn: Turn, heard: Heard) -> Replies:
    """Which of the things asked about together have happened."""
    case, policy = turn.case, turn.policy
    if case is None or policy is None:
        raise NotUnderstood
    if not _note_those_named(turn, case, policy, turn.asked["facts"], heard):
        raise NotUnderstood
    return []


def read_remedy(turn: Turn, heard: Heard) -> Replies:
    """The remedy chosen among those the policy offers."""
    case, policy = turn.case, turn.policy
    if case is None or policy is None:
        raise NotUnderstood
    wish = read_answer(policy.vocabulary.facts[WISH], heard.text, turn.today)
    if wish.value not in turn.asked["options"]:
        raise NotUnderstood
    note(turn, case, WISH, wish.value, "asked", heard.text)
    turn.ask_nothing()
    return []


def _note_those_named(turn: Turn, case: Case, policy: ShopPolicy, facts: list[str], heard: Heard) -> bool:
    """Notes the things that the message names as having happened; a plain yes or no names none."""
    if len(heard.text.split()) < FEW_WORDS:
        return False
    known = policy.vocabulary.facts
    said = heard.text.strip().lower()
    named = [fact for fact in facts if known[fact].words.lower() in said or (fact, True) in _values(heard)]
    for fact in named:
        note(turn, case, fact, True, "asked", heard.text)
    if named:
        turn.ask_nothing()
    return bool(named)


def _note_belief(turn: Turn, case: Case, policy: ShopPolicy, heard: Heard) -> bool:
    """Notes the cause that words of doubt believe in, since a belief is all that is asked for: "a surge, I guess"."""
    believed = read_answer(policy.vocabulary.facts[CAUSE], heard.text, turn.today)
    if CAUSE in told(turn, case) or believed.standing is not Standing.SAID:
        return False
    note(turn, case, CAUSE, believed.value, "said", heard.text)
    turn.ask_nothing()
    return True


def _values(heard: Heard) -> set[tuple[str, object]]:
    return {(each.fact, each.value) for each in heard.facts}
