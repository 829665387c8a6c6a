"""Claims: units held once, numbers, steps, evidence and deadlines."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from aftersales.errors import StaleClaim, UnitsTaken, UnknownClaim
from aftersales.records import claim_steps, claims
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, ClaimUnit, Order
from tests.aftersales.claims import a_claim

Opener = Callable[..., Claim]


@pytest.fixture
def open_claim(engine: Engine, order: Order, now: datetime) -> Opener:
    """Open a claim on some units of the order's cameras."""

    def open_on(quantity: int = 1, authorisation: str | None = None) -> Claim:
        claim = a_claim(order, now, quantity=quantity, authorisation=authorisation)
        needed = {"evidence": ["photos", "video"], "packing": ["original_box"]}
        with writing(engine) as session:
            return claims.open_claim(session, claim, "customer", needed, {"rma_window": date(2025, 3, 18)})

    return open_on


def test_a_claim_is_opened_with_all_that_belongs_to_it(engine: Engine, open_claim: Opener) -> None:
    reference = open_claim(quantity=2).reference
    with reading(engine) as session:
        claim = claims.find(session, reference)
        (event,) = claim_steps.events(session, claim)
        assert claims.units_of(session, claim) == [1, 2]
    assert [(item.kind, item.code, item.state) for item in claim.items] == [
        ("evidence", "photos", "needed"),
        ("evidence", "video", "needed"),
        ("packing", "original_box", "needed"),
    ]
    assert [(deadline.what, deadline.last_day) for deadline in claim.deadlines] == [("rma_window", date(2025, 3, 18))]
    assert (event.from_state, event.to_state, event.actor) == (None, "requested", "customer")


def test_more_units_than_are_free_are_refused(engine: Engine, open_claim: Opener, order: Order) -> None:
    open_claim(quantity=2)
    with pytest.raises(UnitsTaken, match="2 asked for, 1 of 3 free"):
        open_claim(quantity=2)
    open_claim(quantity=1)
    with reading(engine) as session:
        assert claims.free_units(session, order.lines[0]) == []
        assert len(claims.of_order(session, order.id)) == 2


def test_twenty_claims_at_once_hold_each_unit_once(
    engine: Engine, open_claim: Opener, order: Order, together: Callable[..., list[Any]]
) -> None:
    def try_to_open(_: int) -> bool:
        try:
            open_claim()
        except UnitsTaken:
            return False
        return True

    assert sum(together(try_to_open, 20)) == 3
    with reading(engine) as session:
        held = [unit for claim in claims.of_order(session, order.id) for unit in claims.units_of(session, claim)]
    assert sorted(held) == [1, 2, 3]


def test_the_database_itself_keeps_a_unit_from_being_held_twice(engine: Engine, open_claim: Opener) -> None:
    claim = open_claim()
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(ClaimUnit(order_line_id=claim.order_line_id, unit=1, claim_id=claim.id))


def test_units_let_go_can_be_claimed_again(engine: Engine, open_claim: Opener) -> None:
    for _ in range(2):
        claim = open_claim(quantity=3)
        with writing(engine) as session:
            claim_steps.release_units(session, claim)


@pytest.mark.parametrize(("kind", "prefix"), [("rma_number", "RMA-"), ("return_slip", "RS-")])
def test_an_authorised_claim_has_a_number(engine: Engine, open_claim: Opener, kind: str, prefix: str) -> None:
    claim = open_claim(authorisation=kind)
    assert claim.authorisation_number.startswith(prefix)
    typed = claim.authorisation_number.lower().replace("0", "o").replace("1", "l")
    with reading(engine) as session:
        assert claims.find(session, f" {typed} ").id == claim.id


def test_a_claim_can_be_given_its_number_later_and_keeps_it(engine: Engine, open_claim: Opener) -> None:
    reference = open_claim().reference
    with writing(engine) as session:
        claim = claims.find(session, reference)
        number = claim_steps.authorise(session, claim, "rma_number")
        assert claim_steps.authorise(session, claim, "rma_number") == number
        assert claims.find(session, number) is claim


def test_references_are_random_and_easy_to_read() -> None:
    numbers = {claims.new_number("claim") for _ in range(1000)}
    assert len(numbers) == 1000
    assert all(len(number) == 12 and number.startswith("C-") for number in numbers)
    assert not set("".join(number[2:] for number in numbers)) & set("ILOU")


def test_of_two_who_move_a_claim_the_slower_is_told(engine: Engine, open_claim: Opener, now: datetime) -> None:
    reference = open_claim().reference
    with reading(engine) as session:
        seen_by_the_slower = claims.find(session, reference)
    with writing(engine) as session:
        claim_steps.move(session, claims.find(session, reference), "sent", "ann", now, note="by post")
    with pytest.raises(StaleClaim, match=reference), writing(engine) as session:
        claim_steps.move(session, seen_by_the_slower, "withdrawn", "customer", now)
    with reading(engine) as session:
        claim = claims.find(session, reference)
        steps = [(step.from_state, step.to_state, step.actor) for step in claim_steps.events(session, claim)]
    assert (claim.state, claim.version) == ("sent", 2)
    assert steps == [(None, "requested", "customer"), ("requested", "sent", "ann")]


def test_evidence_comes_in_piece_by_piece(engine: Engine, open_claim: Opener) -> None:
    reference = open_claim().reference
    with writing(engine) as session:
        claim = claims.find(session, reference)
        claim_steps.set_item(session, claim, "evidence", "photos", "received")
        claim_steps.add_items(session, claim, "evidence", ["photos", "invoice"])
        with pytest.raises(UnknownClaim, match="asks for no evidence 'blood'"):
            claim_steps.set_item(session, claim, "evidence", "blood", "received")
    with reading(engine) as session:
        items = {item.code: item.state for item in claims.find(session, reference).items}
    assert items == {"photos": "received", "video": "needed", "original_box": "needed", "invoice": "needed"}


def test_the_last_day_is_still_good_and_the_next_is_not(engine: Engine, open_claim: Opener) -> None:
    reference = open_claim().reference
    with writing(engine) as session:
        claim = claims.find(session, reference)
        claim_steps.set_deadline(session, claim, "rma_window", date(2025, 3, 20))
        assert claim_steps.overdue(session, "rma_window", ("requested",), date(2025, 3, 20)) == []
        assert claim_steps.overdue(session, "rma_window", ("requested",), date(2025, 3, 21)) == [claim]
        assert claim_steps.overdue(session, "rma_window", ("sent",), date(2025, 3, 21)) == []


def test_claims_are_listed_by_shop_and_state(engine: Engine, open_claim: Opener) -> None:
    older, newer = open_claim(), open_claim()
    with reading(engine) as session:
        listed = [claim.id for claim in claims.list_claims(session, "qualir", ["requested"])]
        assert claims.list_claims(session, "guarantee") == []
        assert claims.list_claims(session, states=["sent"]) == []
        assert len(claims.list_claims(session, limit=1)) == 1
    assert listed == [newer.id, older.id]


@pytest.mark.parametrize("number", ["", "C-0000000000", "x", "C-%", "1"])
def test_an_unknown_claim_is_a_fault(engine: Engine, number: str) -> None:
    with reading(engine) as session, pytest.raises(UnknownClaim):
        claims.find(session, number)
