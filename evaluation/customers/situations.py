"""What a simulated customer comes with: an order of a shop, what is wrong, and everything that is true about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from aftersales.policy.facts import NOT_KNOWN, Fact, Value
from aftersales.policy.model import ShopPolicy
from aftersales.records.order_batches import IncomingOrder
from aftersales.records.orders import number_digits, number_key
from aftersales.services.flow import GOODS_BACK
from aftersales.services.flows import flow_about

FIRST_NUMBER = 800_001
"""Simulated orders are numbered from here on, out of the way of the demo orders that they are copied from."""
SENT = ("shipped", "delivered")
PROBLEMS: Mapping[str, Mapping[str, int]] = {
    "not_sent": {"cancel": 7, "out_of_stock": 3},
    "shipped": {"cancel": 7, "change_of_mind": 3},
    "cancelled": {"cancel": 4, "refund_late": 6},
    "delivered": {
        "defective": 36, "damaged_in_transit": 10, "wrong_item": 9, "wrong_specification": 4, "wrong_description": 4,
        "wrong_color": 6, "wrong_format": 3, "change_of_mind": 11, "ordered_wrong": 6, "refund_late": 7, "cancel": 4,
    },
}  # fmt: skip
"""How often each problem is drawn, by how far the order has come."""
OFTEN_TRUE: Mapping[str, float] = {
    "dead_on_arrival": 0.35, "flashed_firmware": 0.06, "opened_body": 0.1, "modified_parts": 0.05,
    "abnormal_use": 0.05, "kept_using_and_worsened": 0.05, "as_received": 0.75, "original_packaging": 0.75,
    "all_accessories": 0.8,
}  # fmt: skip
"""How likely a yes is where it is not as likely as a no."""
CAUSES = {"manufacturing": 45, "accident": 12, "misuse": 7, "wear": 7, "outside": 6, "not_known": 23}
CAUSES_FROM_THE_START = {"manufacturing": 7, "not_known": 3}
USES = ("abnormal_use", "kept_using_and_worsened")
"""Who has done this has used the thing."""
CANNOT_TELL = 0.04
WISHES = {
    "defective": ("refund", "replacement", "repair"),
    "damaged_in_transit": ("refund", "replacement"),
    "wrong_item": ("refund", "replacement"),
}
HAS_A_WISH = 0.3
NEVER_IN_DOUBT = ("problem", "reported_on", "sent_back_on", "arrived_back_on", "first_noticed_on", "wants", "cause")


@dataclass(frozen=True)
class Situation:
    """An order, what is wrong with how much of which line (None: the whole order), and the true facts.

    The facts hold a value for everything that the customer can be asked.
    """

    shop: str
    order: IncomingOrder
    problem: str
    line: int | None
    quantity: int | None
    facts: Mapping[str, Value]

    @property
    def number(self) -> str:
        """The order's number as the shop writes it."""
        return str(self.order.columns["number"])

    @property
    def email(self) -> str:
        """The address that the order was placed with."""
        return str(self.order.columns["email"])

    @property
    def product(self) -> dict[str, Any] | None:
        """The line that it is about."""
        return None if self.line is None else self.order.lines[self.line]


def draw_situations(
    policies: Mapping[str, ShopPolicy], orders: Sequence[IncomingOrder], today: date, seed: int, count: int
) -> Iterator[Situation]:
    """So many situations, each about a copy of one of the orders; the same seed draws the same ones."""
    shops = sorted(policies)
    for place in range(count):
        rng = Random(f"situation {seed} {place}")
        shop = shops[place % len(shops)]
        order = copy_of(rng.choice([order for order in orders if order.columns["shop"] == shop]), place, rng)
        yield draw_situation(policies[shop], order, today, rng)


def copy_of(order: IncomingOrder, place: int, rng: Random) -> IncomingOrder:
    """The order under a number of its own, and a few days older, so that windows are met on every side."""
    number = f"{order.columns['number'].split('-')[0]}-{FIRST_NUMBER + place}"
    older = timedelta(days=rng.choice((0, 0, 0, 1, 1, 2, 3, 5, 8)))
    days = {name: value - older for name, value in order.columns.items() if isinstance(value, date)}
    keys = {"number": number, "number_key": number_key(number), "number_digits": number_digits(number)}
    return replace(order, columns={**order.columns, **days, **keys})


def draw_situation(policy: ShopPolicy, order: IncomingOrder, today: date, rng: Random) -> Situation:
    """What is wrong with the order, and what is true about it."""
    problem = _drawn(PROBLEMS[_stage(order.columns["status"])], rng)
    flow = flow_about(problem)
    line = quantity = None
    if flow and flow.needs_item and (order.columns["status"] in SENT or flow.item_before_dispatch):
        line = rng.randrange(len(order.lines))
        quantity = rng.randint(1, order.lines[line]["quantity"])
    facts = _true_facts(policy, order, problem, today, rng)
    return Situation(policy.shop, order, problem, line, quantity, facts)


def _stage(status: str) -> str:
    return status if status in PROBLEMS else "not_sent"


def _drawn(weights: Mapping[str, int], rng: Random) -> str:
    return rng.choices([*weights], [*weights.values()])[0]


def _true_facts(policy: ShopPolicy, order: IncomingOrder, problem: str, today: date, rng: Random) -> dict[str, Value]:
    """A value for every fact that the customer can be asked, in this shop's vocabulary."""
    asked = {name: fact for name, fact in policy.vocabulary.facts.items() if fact.askable and name != "problem"}
    facts = {name: _plain_truth(fact, rng) for name, fact in asked.items()}
    facts["dead_on_arrival"] = problem == "defective" and rng.random() < OFTEN_TRUE["dead_on_arrival"]
    if any(facts.get(use) is True for use in USES):
        facts["unused"] = False
    facts["cause"] = _drawn(CAUSES_FROM_THE_START if facts["dead_on_arrival"] else CAUSES, rng)
    facts |= _days(order, facts, problem, today, rng)
    facts["wants"] = _wish(problem, rng)
    return {name: value for name, value in facts.items() if name in asked}


def _plain_truth(fact: Fact, rng: Random) -> Value:
    if fact.name not in NEVER_IN_DOUBT and not fact.reversible and rng.random() < CANNOT_TELL:
        return NOT_KNOWN
    return rng.random() < OFTEN_TRUE.get(fact.name, 0.5) if fact.type == "yes_no" else NOT_KNOWN


def _days(order: IncomingOrder, facts: Mapping[str, Value], problem: str, today: date, rng: Random) -> dict[str, Value]:
    """When the fault showed (some day since the delivery), and when a parcel came back whose refund is awaited."""
    arrived = order.columns.get("delivered_on") or order.columns.get("placed_on") or today
    since = date(arrived.year, arrived.month, arrived.day)
    noticed = since if facts["dead_on_arrival"] else max(since, today - timedelta(days=rng.randrange(20)))
    days: dict[str, Value] = {"first_noticed_on": noticed, "delivered_on": since, "reported_on": today}
    if problem == "refund_late":
        back = max(since, today - timedelta(days=rng.randint(3, 40)))
        days |= {"arrived_back_on": back, "sent_back_on": max(since, back - timedelta(days=9))}
    return days


def _wish(problem: str, rng: Random) -> Value:
    wishes = WISHES.get(problem, ())
    return rng.choice(wishes) if wishes and rng.random() < HAS_A_WISH else NOT_KNOWN


def goods_come_back(situation: Situation) -> bool:
    """Whether the customer has the goods and wants to give them back."""
    return situation.problem in GOODS_BACK
