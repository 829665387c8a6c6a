"""The conversations of dialogues.yml, each about an order of its own, so that cancelling and claiming really happen."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
from ruamel.yaml import YAML
from sqlalchemy.engine import Engine

from aftersales.records.database import writing
from aftersales.records.order_batches import IncomingOrder, write
from aftersales.records.orders import number_digits, number_key
from aftersales.services.orders.demo_orders import demo_orders, fill_demo_orders

SCRIPTS = Path(__file__).with_suffix(".yml")
FIRST_COPY = 800_001
"""Copies of demo orders are numbered from here on, out of the way of the demo orders themselves."""


class Turn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the customer says, and words that the answer must contain."""

    say: str
    expect: str


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A conversation as it is written down.

    `like` is the number of the demo order it needs a copy of. From `again_from` on, counted from 1, it begins anew.
    """

    name: str
    turns: list[Turn]
    like: str | None = None
    again_from: int | None = None


def read_scripts(endless: bool = False) -> list[Script]:
    """The conversations as they are written down: those that end, or those that do not."""
    scripts = msgspec.convert(YAML(typ="safe", pure=True).load(SCRIPTS), list[Script])
    return [script for script in scripts if (script.again_from is not None) == endless]


def endless(script: Script, turns: Sequence[Turn]) -> Iterator[Turn]:
    """The filled turns of a script, over and over."""
    start = (script.again_from or 1) - 1
    return itertools.chain(turns, itertools.cycle(turns[start:]))


class OrderBook:
    """The orders of the measured assistant: the demo orders, and copies of some, each for one conversation."""

    def __init__(self, engine: Engine, today: date) -> None:
        """Write the demo orders."""
        self._engine = engine
        self._demo = {order.columns["number"]: order for order in demo_orders(today)}
        self._numbers = itertools.count(FIRST_COPY)
        with writing(engine) as session:
            fill_demo_orders(session, today)

    def dialogues(self, scripts: Iterable[Script], rounds: int) -> Iterator[list[Turn]]:
        """Every script so many times, in turn, each time about an order that nobody has acted on."""
        rows = [[(script, self._copy(script.like)) for script in scripts] for _ in range(rounds)]
        needed = [order for row in rows for _, order in row if order is not None]
        with writing(self._engine) as session:
            write(session, needed)
        return itertools.chain.from_iterable([_filled(script, order) for script, order in row] for row in rows)

    def _copy(self, number: str | None) -> IncomingOrder | None:
        if number is None:
            return None
        original = self._demo[number]
        copied = f"{number.split('-')[0]}-{next(self._numbers)}"
        keys = {"number": copied, "number_key": number_key(copied), "number_digits": number_digits(copied)}
        return replace(original, columns={**original.columns, **keys})


def _filled(script: Script, order: IncomingOrder | None) -> list[Turn]:
    """The conversation about one order."""
    values = {} if order is None else {"order": order.columns["number"], "email": order.columns["email"]}
    return [Turn(turn.say.format_map(values), turn.expect.format_map(values)) for turn in script.turns]
