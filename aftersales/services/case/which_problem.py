"""Which of its problems a request is about: asked where no word told it and the decision or the claim hangs on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from aftersales.policy.facts import PROBLEM
from aftersales.policy.model import ShopPolicy
from aftersales.records import cases
from aftersales.records.tables import Case, Order
from aftersales.services.case.decision import as_stored, decide_case
from aftersales.services.case.fact_answers import NotUnderstood
from aftersales.services.case.facts import GUESS, note, note_heard
from aftersales.services.case.opening import replace_request, stop_current
from aftersales.services.case.reports import tells_a_fault
from aftersales.services.conversation.heard import Heard, HeardFact
from aftersales.services.conversation.questions import ask_what_to_do, picks
from aftersales.services.conversation.reply import Choice, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.flows import FLOWS, flow_about
from aftersales.services.hand_off import hand_over
from aftersales.services.wording import either, words
from aftersales.understanding.answers import read_answer
from aftersales.understanding.yes_no import Assent, read_assent

WHICH_PROBLEM = "which_problem"
OTHER = "choice_another_problem"
PLAIN = 2
"""So many words at most are a no and nothing else."""
ARRIVED_SO = re.compile(
    r"\b(?:like|as) (?:this|that|so)\b|\b(?:this|that) way\b|\bout of (?:the|its) (?:box|parcel|package)\b"
    r"|\bwhen (?:i|we|it) (?:\w+ed|got|came|took)\b",
    re.IGNORECASE,
)
"""Words that tell since when something is wrong, and not what."""
TOLD = ("status", "remedies", "offers", "postage", "refund", "send_to", "fees", "deadlines", "evidence", "ask")
"""The parts of a decision by which two problems differ for a customer."""


def ask_which_problem(turn: Turn, case: Case, order: Order) -> Replies:
    """Asks which problem it is, with those that the request may be about; nothing where it was told or is all one."""
    if not is_guessed(turn, case) or not _matters(turn, case, order):
        return []
    return _ask(turn, turn.policies[order.shop], _may_be_about(case))


def _may_be_about(case: Case) -> tuple[str, ...]:
    """The problems among which the customer is asked: those of the request, and what it is mistaken for."""
    flow = FLOWS[case.flow]
    return (*flow.problems, *flow.mistaken_for)


def _ask(turn: Turn, policy: ShopPolicy, problems: Sequence[str]) -> Replies:
    turn.ask(WHICH_PROBLEM, helped=turn.asked.get("helped", False))
    values = policy.vocabulary.facts[PROBLEM].values
    named = [values[problem] for problem in problems]
    choices = (*map(Choice, named), Choice(response=OTHER))
    return [Say("ask_which_problem", {"choices": either([*named, words(OTHER).lower()])}, choices)]


def correct_problem(turn: Turn, case: Case, heard: Heard) -> Replies:
    """Puts the one problem that a correction tells in place of the case's; nothing where it tells none, or the same."""
    told = set(heard.values_of(PROBLEM)) - {case.problem}
    flow = flow_about(str(next(iter(told), "")))
    if len(told) != 1 or case.problem in heard.values_of(PROBLEM) or flow is None:
        return []
    problem = told.pop()
    note_heard(turn, case, heard)
    if problem not in FLOWS[case.flow].problems:
        return replace_request(turn, flow.stem, heard)
    case.problem = problem
    note(turn, case, PROBLEM, problem, "said", heard.text)
    note(turn, case, GUESS, None, "said")
    return [Say("corrected")]


def ask_problem_anew(turn: Turn, case: Case) -> Replies:
    """Asks for the problem of a customer who says that it was understood wrongly."""
    policy, problems = turn.policy, _may_be_about(case)
    if policy is None or len(problems) == 1:
        stop_current(turn)
        return [Say("nothing_done"), *ask_what_to_do(turn)]
    opening = cases.latest_facts(turn.session, case)[PROBLEM].quote
    note(turn, case, GUESS, case.problem, "said", opening)
    return _ask(turn, policy, problems)


def is_guessed(turn: Turn, case: Case) -> bool:
    """Whether the case is about the usual problem of its flow only because no word has told another one."""
    return GUESS in cases.latest_facts(turn.session, case)


def settle_problem(turn: Turn, case: Case, heard: Heard) -> bool:
    """Puts the one problem that a message tells, if the request may be about it, in place of the guess."""
    if not is_guessed(turn, case):
        return False
    told = [problem for problem in heard.values_of(PROBLEM) if problem in FLOWS[case.flow].problems]
    if not told and tells_a_fault(turn, heard, case.problem):
        told = [str(case.problem)]
    if len(told) == 1:
        _settle(turn, case, told[0], "said")
    return len(told) == 1


def _is_another(heard: Heard) -> bool:
    """Whether none of the problems named is meant: "something else", its number, or a no with nothing beside it."""
    refused = read_assent(heard.text) is Assent.NO and len(heard.text.rstrip(" .!").split()) <= PLAIN
    return refused or picks(heard, OTHER)


def _settle(turn: Turn, case: Case, problem: str, source: str) -> None:
    """The problem is no guess any more; the words that opened the case stay with it."""
    opening = cases.latest_facts(turn.session, case)[GUESS].quote
    case.problem = problem
    note(turn, case, PROBLEM, problem, source, opening)
    note(turn, case, GUESS, None, source)


def read_problem(turn: Turn, heard: Heard) -> Replies:
    """The problem that the answer names; one that the request is not about puts another request in its place."""
    case, policy = turn.case, turn.policy
    if case is None or policy is None:
        raise NotUnderstood
    if not is_guessed(turn, case):  # the words have told it in passing
        turn.ask_nothing()
        return []
    if _is_another(heard) and not heard.facts:
        stop_current(turn)
        return ask_what_to_do(turn)
    named = read_answer(policy.vocabulary.facts[PROBLEM], heard.text, turn.today).value
    flow = flow_about(str(named))
    is_vague = flow is None and ARRIVED_SO.search(heard.text) and not turn.asked.get("helped")
    if is_vague or read_assent(heard.text) is Assent.NOT_KNOWN:
        return _help_to_tell(turn, case)
    if flow is None:
        raise NotUnderstood
    turn.ask_nothing()
    if named not in FLOWS[case.flow].problems:
        told = Heard(heard.text, flow.stem, facts=(HeardFact(PROBLEM, named, heard.text),))
        return replace_request(turn, flow.stem, told)
    _settle(turn, case, str(named), "asked")
    return []


def _help_to_tell(turn: Turn, case: Case) -> Replies:
    """Tells by what the problems are known apart, once; who cannot tell then either gets a person."""
    if turn.asked.get("helped"):
        return hand_over(turn, "fact_unknown")
    turn.ask(WHICH_PROBLEM, helped=True)
    return [Say(f"help_which_problem_{FLOWS[case.flow].problems[0]}")]


def _matters(turn: Turn, case: Case, order: Order) -> bool:
    """Whether the policy decides otherwise on another problem it may be, or a claim would be opened for the guess."""
    decisions = [_shown(turn, case, order, problem) for problem in _may_be_about(case)]
    return any(shown != decisions[0] or shown["remedies"] for shown in decisions)


def _shown(turn: Turn, case: Case, order: Order, problem: str) -> dict[str, Any]:
    """What the customer would be told if this were the problem."""
    guess, case.problem = case.problem, problem
    stored = as_stored(decide_case(turn, case, turn.policies[order.shop], order))
    case.problem = guess
    return {part: stored[part] for part in TOLD}
