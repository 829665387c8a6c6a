"""What was understood wrongly: asked where a customer says that something is wrong and no word tells what."""

from __future__ import annotations

import re

from aftersales.policy.facts import NOT_KNOWN, PROBLEM
from aftersales.policy.model import ShopPolicy
from aftersales.policy.request import read_fact
from aftersales.records.tables import Case
from aftersales.services.card.understood import in_words, is_customers
from aftersales.services.case.fact_answers import NotUnderstood
from aftersales.services.case.facts import facts_of, note
from aftersales.services.case.items import change_item
from aftersales.services.case.steps import go_on
from aftersales.services.case.which_problem import ask_problem_anew, correct_problem
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import picks, question_again
from aftersales.services.conversation.reply import Choice, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.wording import either, words
from aftersales.understanding.yes_no import Assent, read_assent, refuses

WHICH_WRONG = "which_wrong"
NOTHING_WRONG = "choice_nothing_wrong"
TELLING = re.compile(r"[a-z]{5,}")
"""Words that are long enough to tell one thing from another."""


def put_right(turn: Turn, case: Case, heard: Heard, understood: bool = False) -> Replies:
    """What comes of a correction: another problem; or, where nothing else was understood, an item or a question."""
    if problem := correct_problem(turn, case, heard):
        return [*problem, *go_on(turn)]
    if understood:
        return []
    if change_item(turn, case, heard.text):
        return [Say("corrected"), *go_on(turn)]
    if fact := _plainly_not_so(turn, case, heard):
        _take_back(turn, case, fact, heard)
        turn.ask_nothing()
        return [Say("corrected"), *go_on(turn)]
    return ask_which_is_wrong(turn, case)


def _plainly_not_so(turn: Turn, case: Case, heard: Heard) -> str | None:
    """The one fact of yes or no of whose words the message says the opposite: "I did open the housing once"."""
    if turn.policy is None:
        return None
    named = _named(_understood(turn, case, turn.policy), heard.text)
    row = facts_of(turn, case).get(named[0]) if len(named) == 1 else None
    is_opposite = row is not None and isinstance(row.value, bool) and row.value == refuses(heard.text)
    return named[0] if is_opposite else None


def ask_which_is_wrong(turn: Turn, case: Case) -> Replies:
    """Asks which of the things understood is wrong; nothing where no shop is known yet, or it is asked already."""
    if turn.policy is None or turn.asked.get("kind") == WHICH_WRONG:
        return []
    told = _understood(turn, case, turn.policy)
    if not told:
        return []
    if set(told) == {PROBLEM}:
        return ask_problem_anew(turn, case)
    turn.ask(WHICH_WRONG, told=told, before=turn.asked)
    choices = (*map(Choice, told.values()), Choice(response=NOTHING_WRONG))
    named = either([*told.values(), words(NOTHING_WRONG).lower()])
    return [Say("ask_which_is_wrong", {"choices": named}, choices)]


def read_which_is_wrong(turn: Turn, heard: Heard) -> Replies:
    """Takes back what the answer names: a yes becomes a no, anything else is asked again where it matters."""
    case, policy = turn.case, turn.policy
    if case is None or policy is None:
        raise NotUnderstood
    told: dict[str, str] = turn.asked["told"]
    if _understood(turn, case, policy) != told:  # the words have put it right in passing
        turn.ask_nothing()
        return [Say("corrected")]
    if _is_nothing(heard):
        turn.conversation.asked = turn.asked["before"] or None
        return question_again(turn)
    named = _named(told, heard.text)
    if not named:
        raise NotUnderstood
    turn.ask_nothing()
    for fact in named:
        _take_back(turn, case, fact, heard)
    return ask_problem_anew(turn, case) if PROBLEM in named else [Say("corrected")]


def _understood(turn: Turn, case: Case, policy: ShopPolicy) -> dict[str, str]:
    """What was understood, by fact, as it is said to the customer; the problem first."""
    known = policy.vocabulary.facts
    told = {PROBLEM: known[PROBLEM].describe(case.problem)} if case.problem else {}
    for name, row in facts_of(turn, case).items():
        if name in known and is_customers(known[name]) and row.value not in (None, NOT_KNOWN):
            told[name] = in_words(known[name], read_fact(policy, name, row.value))
    return told


def _named(told: dict[str, str], text: str) -> list[str]:
    """The facts whose words stand in the text, or else the one that shares most of its telling words with it."""
    said = text.lower()
    if named := [fact for fact, so in told.items() if so.lower() in said]:
        return named
    shared = {fact: len({*TELLING.findall(so.lower())} & {*TELLING.findall(said)}) for fact, so in told.items()}
    most = max(shared.values(), default=0)
    best = [fact for fact, count in shared.items() if count == most]
    return best if most and len(best) == 1 else []


def _take_back(turn: Turn, case: Case, fact: str, heard: Heard) -> None:
    row = facts_of(turn, case).get(fact)
    if fact != PROBLEM and row is not None:
        opposite = not row.value if isinstance(row.value, bool) else None
        note(turn, case, fact, opposite, "asked", heard.text)


def _is_nothing(heard: Heard) -> bool:
    """Whether all was understood rightly: the choice itself, its number, or a plain no."""
    return picks(heard, NOTHING_WRONG) or read_assent(heard.text) is Assent.NO
