"""The pages of claims: one token each, made with the claim or, for one that has none, when it is first asked for."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.engine import Engine

from aftersales.errors import UnknownClaim
from aftersales.records import claim_pages, claims
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, ClaimPage, Order
from tests.aftersales.claims import a_claim


@pytest.fixture
def reference(engine: Engine, order: Order, now: datetime) -> str:
    with writing(engine) as session:
        return claims.open_claim(session, a_claim(order, now), "customer", {}, {}).reference


def token_known(engine: Engine, reference: str) -> str | None:
    with reading(engine) as session:
        return claim_pages.known_token(claims.find(session, reference))


def test_a_claim_is_opened_with_its_page(engine: Engine, reference: str) -> None:
    token = token_known(engine, reference)
    assert token is not None
    with reading(engine) as session:
        assert claim_pages.claim_with(session, token).reference == reference
        with pytest.raises(UnknownClaim):
            claim_pages.claim_with(session, token[:-1])


def test_a_claim_without_a_page_gets_one_for_all_who_ask(
    engine: Engine, reference: str, together: Callable[..., list[Any]]
) -> None:
    with writing(engine) as session:
        session.execute(delete(ClaimPage))
    assert token_known(engine, reference) is None

    def ask(_: int) -> str:
        with writing(engine) as session:
            claim: Claim = claims.find(session, reference)
            return claim_pages.token_of(session, claim)

    tokens = together(ask, 8)
    assert set(tokens) == {token_known(engine, reference)}
