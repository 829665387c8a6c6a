"""A desk at which customers say yes: orders on record, confirmations shown, claims opened through the service."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.policy.decision import Decision, decide
from aftersales.policy.loader import load_policies
from aftersales.policy.model import ShopPolicy
from aftersales.records import cases, claims, confirmations, conversations
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, Confirmation, Order
from aftersales.services.claims.life import Advanced, advance
from aftersales.services.claims.open_claim import open_claim
from aftersales.services.orders.requests import request_for_order
from aftersales.settings import PROJECT_ROOT
from tests.aftersales.camera_order import three_cameras

TODAY = date(2025, 3, 4)
FAULT_AT_RMA = {
    "problem": "defective",
    "cause": "manufacturing",
    "original_packaging": True,
    "all_accessories": True,
    "wants": "replacement",
}
FAULT_AT_QUALIR = {
    "problem": "defective",
    "cause": "manufacturing",
    "flashed_firmware": False,
    "opened_body": False,
    "abnormal_use": False,
    "wants": "repair",
}
CHANGED_MIND_AT_SAFEREXPERT = {
    "problem": "change_of_mind",
    "unused": True,
    "as_received": True,
    "original_packaging": True,
    "all_accessories": True,
}
FAULT_AT_GUARANTEE = {
    "problem": "defective",
    "cause": "manufacturing",
    "dead_on_arrival": False,
    "first_noticed_on": "2025-03-03",
    "flashed_firmware": False,
    "opened_body": False,
    "modified_parts": False,
    "abnormal_use": False,
    "kept_using_and_worsened": False,
}
TOLD = {
    "rma": FAULT_AT_RMA,
    "qualir": FAULT_AT_QUALIR,
    "saferexpert": CHANGED_MIND_AT_SAFEREXPERT,
    "guarantee": FAULT_AT_GUARANTEE,
}


@dataclass
class Desk:
    """What the tests do on 4 March 2025 unless they say otherwise; every method is a transaction of its own."""

    engine: Engine
    policies: Mapping[str, ShopPolicy]
    now: datetime
    today: date = TODAY
    conversations: "count[int]" = field(default_factory=lambda: count(1))

    def order(self, shop: str) -> Order:
        """An order of three cameras that arrived two weeks ago."""
        row = three_cameras(shop)
        with writing(self.engine) as session:
            session.add(row)
        return row

    def decision(self, order: Order, quantity: int = 1, told: Mapping[str, Any] | None = None) -> Decision:
        """What the order's shop says to a request about so many of the cameras."""
        policy, line = self.policies[order.shop], order.lines[0]
        return decide(request_for_order(policy, order, line, quantity, told or TOLD[order.shop], self.today))

    def confirmation(self, operation: str, payload: dict[str, Any]) -> Confirmation:
        """A summary shown in a conversation of its own."""
        with writing(self.engine) as session:
            talk = conversations.get_or_start(session, f"c{next(self.conversations)}", self.now)
            case = cases.open_case(session, talk.id, "claim_warranty", self.now)
            half_an_hour = timedelta(minutes=30)
            return confirmations.prepare(session, case, operation, payload, "Shall I?", self.now, half_an_hour)

    def open(self, order: Order, quantity: int = 1, yes: Confirmation | None = None, **changes: Any) -> Claim:
        """A claim opened on a yes; changes replace what is handed to the service."""
        told = changes.pop("told", TOLD[order.shop])
        handed: dict[str, Any] = {
            "policy": self.policies[order.shop],
            "order_row": order,
            "line_row": order.lines[0],
            "quantity": quantity,
            "flow": "claim_warranty",
            "remedy": None,
            "decision": changes.get("decision") or self.decision(order, quantity, told),
            "facts_json": {name: {"value": value, "source": "said"} for name, value in told.items()},
            "words": "It is covered.",
            "confirmation": yes or self.confirmation("open_claim", {"version": 1}),
            "conversation_id": "c1",
            "today": self.today,
            "now": self.now,
        }
        with writing(self.engine) as session:
            return open_claim(session, **{**handed, **changes})

    def advance(self, claim: Claim, to_state: str, today: date | None = None, **more: Any) -> Advanced:
        """A step of the claim, taken by a person."""
        with writing(self.engine) as session:
            found = claims.find(session, claim.reference)
            return advance(session, self.policies, found, to_state, "ann", today or self.today, self.now, **more)

    def free_units(self, order: Order) -> list[int]:
        """The cameras that no claim holds."""
        with reading(self.engine) as session:
            return claims.free_units(session, order.lines[0])


@pytest.fixture(scope="session")
def policies() -> Mapping[str, ShopPolicy]:
    return load_policies(PROJECT_ROOT / "policies")


@pytest.fixture
def desk(engine: Engine, policies: Mapping[str, ShopPolicy], now: datetime) -> Desk:
    return Desk(engine, policies, now)


@pytest.fixture
def together() -> Callable[..., list[Any]]:
    """Run something so many times at once, each time in a thread of its own, and give the answers."""

    def run(act: Callable[[int], Any], times: int) -> list[Any]:
        with ThreadPoolExecutor(max_workers=times) as threads:
            return list(threads.map(act, range(times)))

    return run
