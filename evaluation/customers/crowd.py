"""Many simulated customers with one running assistant: each draws its situation, talks, and is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from random import Random

from sqlalchemy.engine import Engine

from aftersales.policy.model import ShopPolicy
from aftersales.records.database import writing
from aftersales.records.order_batches import write
from aftersales.services.orders.demo_orders import demo_orders
from evaluation.customers.character import draw_character
from evaluation.customers.customer import Customer
from evaluation.customers.judge import Verdict, judge
from evaluation.customers.ledger import Ledger
from evaluation.customers.situations import draw_situations
from evaluation.customers.talk import Door, Talk, converse
from evaluation.customers.wording import WORKED_WITH, words


@dataclass(frozen=True)
class Judged:
    """A conversation and its verdict."""

    talk: Talk
    verdict: Verdict


@dataclass(frozen=True)
class Crowd:
    """So many customers drawn from a seed, of whom several talk at a time, in the words of one file."""

    policies: Mapping[str, ShopPolicy]
    today: date
    seed: int
    count: int
    at_once: int = 6
    said: str = WORKED_WITH

    def customers(self) -> list[Customer]:
        """The customers, whom the same seed draws again."""
        situations = draw_situations(self.policies, demo_orders(self.today), self.today, self.seed, self.count)
        said_in = words(self.said)
        return [
            Customer(situation, draw_character(rng), self.policies[situation.shop], self.today, rng, said_in)
            for place, situation in enumerate(situations)
            for rng in [Random(f"customer {self.seed} {place}")]
        ]

    def talk(self, door: Door, engine: Engine) -> Iterator[Judged]:
        """Writes the customers' orders, lets all of them talk, and judges each conversation, in the order drawn."""
        customers, ledger = self.customers(), Ledger(engine)
        with writing(engine) as session:
            write(session, [customer.situation.order for customer in customers])

        def one(place: int) -> Judged:
            talk = converse(customers[place], f"customer-{self.seed}-{place}", door, ledger)
            situation = customers[place].situation
            rows = ledger.rows(talk.sender, situation.shop, situation.number)
            return Judged(talk, judge(talk, rows, self.today))

        with ThreadPoolExecutor(self.at_once) as pool:
            yield from pool.map(one, range(len(customers)))
