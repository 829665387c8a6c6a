"""What was understood of a customer's words, as the card repeats it, so that what is wrong can be put right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aftersales.policy.decision import WISH, Decision
from aftersales.policy.explain import day_in_words
from aftersales.policy.facts import NOT_KNOWN, PROBLEM, Fact, Value
from aftersales.services.card.decision_card import CardLine
from aftersales.services.wording import words

ABOUT_GOODS = "goods_back"
"""The group of problems that are told of goods; of the others the request itself says as much."""
NOT_REPEATED = (PROBLEM, WISH, "reported_on")
"""The problem leads; the wish stands in the summary that is confirmed, and the day of the report is today."""


def understood(decision: Decision) -> Iterator[CardLine]:
    """The problem and each fact that the customer told; nothing where no more is known than the request itself."""
    facts, told = decision.request.policy.vocabulary.facts, decision.request.case.values
    problem = facts[PROBLEM]
    if told.get(PROBLEM) in problem.groups.get(ABOUT_GOODS, ()):
        yield CardLine(problem.describe(told[PROBLEM]))
    for name, fact in facts.items():
        if is_customers(fact) and name in told and told[name] != NOT_KNOWN:
            yield CardLine(in_words(fact, told[name]))


def is_customers(fact: Fact) -> bool:
    """Whether customers tell it, so that it can have been heard wrongly."""
    return fact.known_by in ("customer", "step") and bool(fact.question) and fact.name not in NOT_REPEATED


def in_words(fact: Fact, value: Value) -> str:
    """A fact with its value as it is said to the customer."""
    if value is False:
        return fact.words_if_not or words("fact_not_so", {"fact": fact.words})
    if isinstance(value, date):
        return words("fact_day", {"fact": fact.words, "day": day_in_words(value)})
    return fact.describe(value)
