"""What a customer finds wrong who reads what the assistant says it has understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aftersales.policy.facts import NOT_KNOWN, Fact, Value
from aftersales.policy.model import ShopPolicy
from aftersales.services.card.understood import PROBLEM, in_words, is_customers
from aftersales.services.wording import words
from evaluation.customers.situations import Situation

BETWEEN = "; "


def misunderstood(read: str, policy: ShopPolicy, situation: Situation) -> list[str]:
    """The facts that a card among the messages read repeats otherwise than they are."""
    repeated = {item for line in read.splitlines() for item in _repeated(line)}
    truth = {PROBLEM: situation.problem, **situation.facts}
    return [name for name, value in truth.items() if _is_wrong(policy.vocabulary.facts[name], value, repeated)]


def said_wrongly(told: Mapping[str, str], policy: ShopPolicy, situation: Situation) -> list[str]:
    """Of what was understood, by fact in words, the facts that are not so."""
    truth = {PROBLEM: situation.problem, **situation.facts}
    known = policy.vocabulary.facts
    return [name for name, so in told.items() if name in truth and so != _rightly(known[name], truth[name])]


def _repeated(line: str) -> Iterator[str]:
    """The things that stand in the card's line on what was understood."""
    _, title, told = line.partition(words("card_understood") + ": ")
    if title:
        yield from told.rstrip(".").split(BETWEEN)


def _is_wrong(fact: Fact, value: Value, repeated: set[str]) -> bool:
    if fact.name != PROBLEM and not is_customers(fact):
        return False
    if fact.type == "date":
        told = {item for item in repeated if item.startswith(fact.words)}
    else:
        told = repeated & {in_words(fact, each) for each in fact.possible_values()}
    return bool(told) and told != {_rightly(fact, value)}


def _rightly(fact: Fact, value: Value) -> str:
    return "" if value == NOT_KNOWN else in_words(fact, value)
