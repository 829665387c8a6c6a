"""Whatever a customer says, in whatever order: every message is answered, and nothing is done without a plain yes."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from aftersales.records.database import reading
from aftersales.records.tables import Operation, Order
from aftersales.services.flows import FLOWS

PutOrder = Callable[..., Order]
SHOPS = ("qualir", "rma", "guarantee", "highvalue", "saferexpert")
UNSENT = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}
EMAIL = "anna.keller@example.com"
BESIDE = ("why", "go_back", "correct", "stop", "greet", "thank", "help", "ask_who_pays_return", "ask_refund_time")
WORDS = (
    *(("yes", "affirm"), ("no", "deny"), ("I don't know", "not_known"), ("1", "nlu_fallback"), ("2", "nlu_fallback")),
    *(("3", "give_details"), ("yesterday", "give_details"), ("camera", "give_details"), ("", "nlu_fallback")),
    *(("a refund", "give_details"), ("I dropped it", "give_details"), ("blah blah", "out_of_scope")),
    *((f"QA-10234 {EMAIL}", "identify_order"), ("QA-10477", "identify_order"), (EMAIL, "identify_order")),
    *(("QA-1 me@example.com", "identify_order"), ("both QA-10234 and QA-10477", "identify_order")),
    *(("qualir", "give_details"), ("rather return it", "return_item"), ("all of it?", "give_details")),
)
FACTS: tuple[dict[str, Any], ...] = (
    *({}, {}, {}, {"cause": "accident"}, {"problem": "defective"}, {"problem": "refund_late"}),
    *({"opened_body": True}, {"unused": False}, {"wants": "refund"}, {"problem": "change_of_mind"}),
)
DAYS: tuple[dict[str, date], ...] = ({}, {}, {"first_noticed_on": date(2020, 1, 1)}, {"delivered_on": date(2025, 3, 1)})
MESSAGES = 14


def _message(rng: random.Random) -> tuple[str, str]:
    kind = rng.random()
    if kind < 0.2:
        return "please help me with it", rng.choice(list(FLOWS))
    return ("hm, what about this?", rng.choice(BESIDE)) if kind < 0.35 else rng.choice(WORDS)


def _operations(engine: Engine) -> int:
    with reading(engine) as session:
        return len(session.scalars(select(Operation)).all())


@pytest.mark.parametrize("seed", range(25))
def test_every_message_is_answered_and_only_a_yes_writes(
    customer: Any, an_order: PutOrder, sqlite: Engine, seed: int
) -> None:
    rng = random.Random(seed)
    shop = SHOPS[seed % len(SHOPS)]
    an_order(shop, "QA-10234", ("Rear view camera", 2), ("Dash cam", 1))
    an_order(rng.choice(SHOPS), "QA-10477", **rng.choice([UNSENT, {}]))
    done = 0
    for _ in range(MESSAGES):
        text, intent = _message(rng)
        asked = customer.asked.get("kind") if customer.started else None
        customer.says(text, intent, facts=rng.choice(FACTS), dates=rng.choice(DAYS))
        now_done = _operations(sqlite)
        assert now_done == done or (now_done == done + 1 and text in ("yes", "1") and asked.startswith("confirm"))
        done = now_done
