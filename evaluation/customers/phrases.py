"""How a simulated customer puts one thing into words: the problem, the item, a fact, the order, an amount."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from aftersales.policy.facts import NOT_KNOWN, Fact, Value
from evaluation.customers.character import Character
from evaluation.customers.days import day_said
from evaluation.customers.situations import Situation
from evaluation.customers.wording import Words

IN_WORDS_OF_THE_CHOICE = 0.15
"""How often somebody picks a choice by its own words, where there are better ones."""
FACT_RETOLD = 0.3
"""How often a question is answered with the whole fact, and not only with a yes or no."""


@dataclass(frozen=True)
class Phrases:
    """The words for one customer's situation; `today` is the day they are said on."""

    situation: Situation
    character: Character
    today: date
    rng: Random
    words: Words

    def pick(self, *path: Any) -> str:
        """One of the phrases at this place of the words, with the situation's names filled in."""
        found: Any = self.words
        for step in path:
            found = found[step]
        return self._filled(self.rng.choice(found))

    def problem(self) -> str:
        """What is wrong; a device that never worked is told as such."""
        dead = self.situation.problem == "defective" and self.situation.facts["dead_on_arrival"] is True
        return self.pick("problems", "dead_on_arrival" if dead else self.situation.problem)

    def has_words_for(self, fact: str, value: Value) -> bool:
        """Whether the fact can be told in passing."""
        ways = self.words["told"].get(fact, {})
        return value in ways or (isinstance(value, date) and "day" in ways)

    def fact(self, fact: str, value: Value) -> str:
        """The fact as it is told in passing."""
        if isinstance(value, date):
            return self.pick("told", fact, "day").replace("{day}", day_said(value, self.today, self.rng))
        return self.pick("told", fact, value)

    def answer(self, fact: Fact, value: Value, plainly: bool) -> str:
        """The answer to the question for the fact; plainly where another answer was not understood."""
        if isinstance(value, date):
            return value.isoformat() if plainly else day_said(value, self.today, self.rng)
        if fact.type == "choice":
            return self._choice(fact, str(value), plainly)
        generic = {True: "yes", False: "no", NOT_KNOWN: "not_known"}[value]
        if plainly:
            return {"not_known": "I don't know"}.get(generic, generic)
        of_its_own = self.words["answers"].get(fact.name, {}).get(value, ())
        if self.rng.random() < FACT_RETOLD and (of_its_own or self.has_words_for(fact.name, value)):
            return self.rng.choice(of_its_own) if of_its_own else f"{generic}, {self.fact(fact.name, value)}"
        return self.pick(generic)

    def _choice(self, fact: Fact, value: str, plainly: bool) -> str:
        of_its_own = self.words["answers"].get(fact.name, {}).get(value, ())
        if plainly or not of_its_own or self.rng.random() < IN_WORDS_OF_THE_CHOICE:
            return fact.values[value]
        return str(self.rng.choice(of_its_own))

    def item(self, plainly: bool) -> str:
        """Which line of the order it is about."""
        product = self.situation.product or self.situation.order.lines[0]
        return str(product["name"]) if plainly else self.pick("line").format(product=plain_name(product["name"]))

    def quantity(self, most: int, plainly: bool) -> str:
        """How many pieces it is about."""
        count = self.situation.quantity or most
        if plainly:
            return str(count)
        kind = "all" if count == most and most > 1 else "some"
        return self.pick("quantity", kind).format(count=count, word=self.words["numbers"].get(count, count))

    def number(self) -> str:
        """The order's number, as the shop writes it or as people do."""
        number = self.situation.number
        digits = number.split("-")[1]
        return self.rng.choice(
            (number, number, number.replace("-", " "), number.replace("-", ""), digits, number.lower())
        )

    def thing(self) -> str:
        """The item as it is called in a sentence."""
        if self.character.names_item == "it" or self.situation.product is None:
            return self.rng.choice(("it", "the item"))
        name = plain_name(self.situation.product["name"])
        called = name if self.character.names_item == "full" else name.split()[-1]
        return f"{self.rng.choice(('my', 'the'))} {called}"

    def names_the_line(self) -> bool:
        """Whether `thing` says which line it is, so that nobody has to ask."""
        product = self.situation.product
        if product is None or self.character.names_item != "full":
            return False
        mine = set(plain_name(product["name"]).split())
        others = [line for line in self.situation.order.lines if line["sku"] != product["sku"]]
        return not any(mine & set(plain_name(line["name"]).split()) for line in others)

    def _filled(self, phrase: str) -> str:
        return phrase.replace("{thing}", self.thing()) if "{thing}" in phrase else phrase


def plain_name(name: str) -> str:
    """The product's name as people say it: no sizes, nothing in brackets."""
    bare = re.sub(r"\(.*?\)|\b\d[\w.]*( inch| m| GB| V)?\b", "", name)
    return " ".join(bare.lower().split())
