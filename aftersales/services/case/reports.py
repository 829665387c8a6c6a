"""Which problem a message tells in which of its parts, where it tells several."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from aftersales.policy.facts import PROBLEM
from aftersales.services.conversation.heard import Heard, HeardFact
from aftersales.services.conversation.turn import Turn
from aftersales.services.flow import FAULTY
from aftersales.understanding.identifiers import find_identifiers

CAUSE = "cause"
AT_FIRST = "dead_on_arrival"
OWN_DOING = "own_doing"
JOINS = re.compile(r"[,.;:!?\n]|\b(?:and|but|also|plus|while|whereas|then)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Report:
    """One problem of several, with the part of the message that tells it."""

    problem: str
    heard: Heard


def reports_in(heard: Heard) -> tuple[Report, ...]:
    """The problems of a message in the order told, each with its part of it; a single one has all of the message.

    A part begins at the last comma or "and" before its problem: what it is about stands there. What is told in the
    part of one problem is no fact of the others.
    """
    told = [fact for fact in heard.facts if fact.fact == PROBLEM]
    if len(told) < 2:
        return tuple(Report(fact.value, heard) for fact in told)
    borders = [0, *(_border(heard.text, first, second) for first, second in pairwise(told)), len(heard.text)]
    return tuple(
        Report(fact.value, _part(heard, begin, end)) for fact, (begin, end) in zip(told, pairwise(borders), strict=True)
    )


def report_of(heard: Heard, problems: Collection[str]) -> Heard:
    """The part of the message that tells the first of these problems; all of it where none of them is told."""
    return next((report.heard for report in reports_in(heard) if report.problem in problems), heard)


def tells_a_fault(turn: Turn, heard: Heard, problem: str | None) -> bool:
    """Whether the message bears out that a thing is faulty, as is thought, and did not arrive damaged.

    So does who tells an accident, misuse or wear, or whether it worked at first.
    """
    if problem != FAULTY[0]:
        return False
    cause = turn.vocabulary.facts[CAUSE]
    return bool(heard.values_of(AT_FIRST)) or any(told in cause.groups[OWN_DOING] for told in heard.values_of(CAUSE))


def _border(text: str, first: HeardFact, second: HeardFact) -> int:
    """Where the part of the second problem begins: behind the last word that joins the two."""
    begin = first.at + len(first.quote)
    joins = list(JOINS.finditer(text, begin, second.at))
    return joins[-1].end() if joins else begin


def _part(heard: Heard, begin: int, end: int) -> Heard:
    facts = tuple(fact for fact in heard.facts if begin <= fact.at < end)
    text = heard.text[begin:end].strip()
    numbers = {found.value for found in find_identifiers(text)}
    own = tuple(number for number in heard.order_numbers if number in numbers)
    return replace(heard, text=text, facts=facts, order_numbers=own)
