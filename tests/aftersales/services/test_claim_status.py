"""How claims stand, as their customer may see it."""

from datetime import date
from typing import Any

import pytest

from aftersales.errors import UnknownConversation
from aftersales.records import claim_steps, claims, conversations
from aftersales.records.database import reading, writing
from aftersales.records.tables import Order
from aftersales.services.claim_status import ClaimStatus, NextDeadline, claims_of_conversation


def _statuses(desk: Any, order: Order | None) -> tuple[ClaimStatus, ...]:
    with writing(desk.engine) as session:
        talk = conversations.get_or_start(session, "status", desk.now)
        if order is not None:
            conversations.identify(session, talk, order)
        return claims_of_conversation(session, desk.policies, "status")


def test_a_claim_with_an_rma_number_waits_for_the_parcel_until_the_thirtieth_day(desk: Any) -> None:
    order = desk.order("rma")
    claim = desk.open(order, quantity=2, remedy="replacement")
    (status,) = _statuses(desk, order)
    assert (status.reference, status.state, status.remedy) == (claim.reference, "authorised", "replacement")
    assert (status.product, status.quantity) == ("Rear view camera", 2)
    assert (status.authorisation, status.authorisation_number) == ("rma_number", claim.authorisation_number)
    assert status.next_deadline == NextDeadline("rma_return", date(2025, 4, 3))
    assert "photo_of_goods" in status.open_evidence


def test_what_has_come_in_is_no_longer_open(desk: Any) -> None:
    order = desk.order("rma")
    claim = desk.open(order)
    with writing(desk.engine) as session:
        claim_steps.set_item(session, claims.find(session, claim.reference), "evidence", "photo_of_goods", "received")
    (status,) = _statuses(desk, order)
    assert "photo_of_goods" not in status.open_evidence
    assert "tracking_number" in status.open_evidence


def test_a_parcel_sent_and_a_claim_closed_wait_for_no_day(desk: Any) -> None:
    order = desk.order("rma")
    sent, closed = desk.open(order), desk.open(order)
    desk.advance(sent, "sent")
    desk.advance(closed, "withdrawn")
    newest, oldest = _statuses(desk, order)
    assert (newest.state, newest.next_deadline, newest.open_evidence) == ("withdrawn", None, ())
    assert (oldest.state, oldest.next_deadline) == ("sent", None)


def test_only_claims_on_the_order_that_is_proven_are_shown(desk: Any) -> None:
    order, other = desk.order("rma"), desk.order("qualir")
    desk.open(other)
    assert _statuses(desk, None) == ()
    assert _statuses(desk, order) == ()
    assert len(_statuses(desk, other)) == 1


def test_an_unknown_conversation_is_a_fault(desk: Any) -> None:
    with reading(desk.engine) as session, pytest.raises(UnknownConversation):
        claims_of_conversation(session, desk.policies, "nobody")
