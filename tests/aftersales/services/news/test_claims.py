"""Every change of a claim or order puts its e-mail and its event into the outbox, with the change or not at all."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.errors import StaleClaim
from aftersales.records import claims, outbox
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, OutboxItem
from aftersales.services.cancel_order import cancel_order
from aftersales.services.claims.life import advance, expire_overdue
from aftersales.services.withdraw_claim import withdraw_claim

CUSTOMER = "anna.keller@example.com"


def items(engine: Engine) -> list[OutboxItem]:
    """What is in the outbox, the oldest first."""
    with reading(engine) as session:
        return outbox.list_items(session)[::-1]


def posted(engine: Engine) -> list[tuple[str, str]]:
    return [(item.kind, item.topic) for item in items(engine)]


def test_a_claim_with_its_number_is_one_e_mail_and_two_events(desk: Any) -> None:
    claim = desk.open(desk.order("rma"))
    mail, opened, changed = items(desk.engine)
    assert (mail.kind, mail.topic, mail.recipient, mail.shop) == ("mail", "claim.opened", CUSTOMER, "rma")
    assert mail.payload == {"claim": claim.reference}
    assert opened.payload == {
        "claim": claim.reference, "order": "A-10234", "version": 1, "authorisation_number": None, "state": "requested",
        "problem": "defective", "remedy": None, "sku": "CAM", "quantity": 1,
    }  # fmt: skip
    assert changed.payload == {
        "claim": claim.reference, "order": "A-10234", "version": 2, "from": "requested", "to": "authorised",
        "authorisation_number": claim.authorisation_number,
    }  # fmt: skip


def test_a_second_yes_tells_nothing_new(desk: Any) -> None:
    order = desk.order("guarantee")
    yes = desk.confirmation("open_claim", {"version": 1})
    desk.open(order, yes=yes)
    before = posted(desk.engine)
    desk.open(order, yes=yes)
    assert posted(desk.engine) == before == [("mail", "claim.opened"), ("webhook", "claim.opened")]


def test_events_hold_nobodys_name_address_or_words(desk: Any) -> None:
    desk.advance(desk.open(desk.order("qualir")), "sent", note="Anna says hello")
    for item in items(desk.engine):
        if item.kind == "webhook":
            assert item.recipient is None
            assert not any(personal in str(item.payload) for personal in ("anna", "Anna", "@", "hello"))


@pytest.mark.parametrize(
    ("to_state", "topic"),
    [("authorised", "claim.authorised"), ("arrived", "claim.changed"), ("settled", "claim.changed"), ("sent", None)],
)
def test_a_step_taken_by_a_person_is_told(desk: Any, to_state: str, topic: str | None) -> None:
    claim = desk.open(desk.order("guarantee"))
    desk.advance(claim, to_state)
    told = posted(desk.engine)[2:]
    assert told == ([("mail", topic)] if topic else []) + [("webhook", "claim.changed")]


def test_a_withdrawal_is_told_once(desk: Any) -> None:
    claim = desk.open(desk.order("guarantee"))
    yes = desk.confirmation("withdraw_claim", {"reference": claim.reference})
    for _ in range(2):
        with writing(desk.engine) as session:
            withdraw_claim(session, claims.find(session, claim.reference), yes, desk.now)
    assert posted(desk.engine)[2:] == [("mail", "claim.changed"), ("webhook", "claim.changed")]


def test_a_claim_that_runs_out_is_told(desk: Any) -> None:
    claim = desk.open(desk.order("rma"))
    with writing(desk.engine) as session:
        expire_overdue(session, desk.policies, date(2026, 1, 1), desk.now)
    *_, mail, event = items(desk.engine)
    assert mail.payload == {"claim": claim.reference, "state": "expired"}
    assert (event.payload["from"], event.payload["to"]) == ("authorised", "expired")


def test_a_step_that_was_not_taken_is_not_told(desk: Any) -> None:
    claim = desk.open(desk.order("guarantee"))
    with reading(desk.engine) as session:
        seen_before: Claim = claims.find(session, claim.reference)
    desk.advance(claim, "sent")
    before = posted(desk.engine)
    with pytest.raises(StaleClaim), writing(desk.engine) as session:
        advance(session, desk.policies, seen_before, "withdrawn", "ben", desk.today, desk.now)
    assert posted(desk.engine) == before


def test_a_cancelled_order_is_told(desk: Any) -> None:
    order = desk.order("rma")
    yes = desk.confirmation("cancel_order", {"version": 1})
    with writing(desk.engine) as session:
        stored = session.get(type(order), order.id)
        stored.status, stored.shipped_on, stored.delivered_on = "placed", None, None
    decision = desk.decision(order, 3, {"problem": "cancel"})
    with writing(desk.engine) as session:
        cancel_order(session, session.get(type(order), order.id), decision, yes, desk.now)
    (mail,) = items(desk.engine)
    assert (mail.topic, mail.recipient, mail.payload) == ("order.cancelled", CUSTOMER, {"order": order.id})
