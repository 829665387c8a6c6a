"""Overdue claims expire while the web process runs, also when the ledger was away at first."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import claims
from aftersales.records.database import reading, writing
from aftersales.records.tables import Order, OrderLine
from aftersales.services.bootstrap import Premises
from aftersales.settings import Settings
from tests.aftersales.claims import a_claim
from tests.web.conftest import POLICIES
from web.claim_expiry import ClaimExpiry

RMA_GIVEN = datetime(2025, 3, 4, tzinfo=timezone.utc)
LAST_DAY = date(2025, 4, 3)
AFTER = date(2025, 4, 4)


@pytest.fixture
def reference(engine: Engine) -> str:
    """A claim at the shop whose RMA numbers are good for thirty days (R-16)."""
    line = OrderLine(position=1, sku="LED", name="LED lamp", quantity=1, unit_price=Decimal("10.00"))
    order = Order(
        shop="rma",
        number="ON-1",
        number_key="ON1",
        number_digits="1",
        email="anna.keller@example.com",
        status="delivered",
        currency="USD",
        lines=[line],
    )
    with writing(engine) as session:
        session.add(order)
        session.flush()
        return claims.open_claim(session, a_claim(order, RMA_GIVEN), "customer", {}, {"rma_return": LAST_DAY}).reference


@pytest.fixture
def premises(engine: Engine, settings: Settings) -> Premises:
    return Premises(replace(settings, frozen_today=AFTER), POLICIES, engine)


def state(engine: Engine, reference: str) -> str:
    with reading(engine) as session:
        return claims.find(session, reference).state


async def until(happened: Callable[[], bool], expiry: ClaimExpiry) -> None:
    expiry.start()
    while not await asyncio.to_thread(happened):
        await asyncio.sleep(0.01)
    await expiry.stop()


def test_an_overdue_claim_expires_when_the_process_starts(premises: Premises, reference: str) -> None:
    asyncio.run(until(lambda: state(premises.engine, reference) == "expired", ClaimExpiry(premises)))


def test_the_last_day_is_still_good(premises: Premises, reference: str) -> None:
    on_the_last_day = replace(premises, settings=replace(premises.settings, frozen_today=LAST_DAY))
    done = []

    async def once() -> None:
        expiry = ClaimExpiry(on_the_last_day, every_seconds=0.01)
        await until(lambda: done.append(1) is None and len(done) > 3, expiry)

    asyncio.run(once())
    assert state(premises.engine, reference) == "requested"


def test_it_goes_on_after_a_failure(
    premises: Premises, reference: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failures = iter([OSError("the ledger is away")])
    real = ClaimExpiry.__init__.__globals__["expire_claims"]

    def at_first_failing(premises: Premises, now: datetime) -> list[str]:
        for failure in failures:
            raise failure
        return real(premises, now)

    monkeypatch.setattr("web.claim_expiry.expire_claims", at_first_failing)
    asyncio.run(until(lambda: state(premises.engine, reference) == "expired", ClaimExpiry(premises, 0.01)))
    assert "could not be expired" in caplog.text
