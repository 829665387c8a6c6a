"""Withdrawing claims: until the goods arrive, once, and truthfully after that."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from aftersales.errors import StaleConfirmation
from aftersales.records import claim_steps, claims, operations
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, Confirmation
from aftersales.services.withdraw_claim import Withdrawal, standing_of, withdraw_claim


def _withdraw(desk: Any, claim: Claim, yes: Confirmation, later: timedelta = timedelta()) -> Withdrawal:
    with writing(desk.engine) as session:
        return withdraw_claim(session, claims.find(session, claim.reference), yes, desk.now + later)


def _yes(desk: Any, claim: Claim) -> Confirmation:
    return desk.confirmation("withdraw_claim", {"reference": claim.reference})


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        ("requested", "possible"),
        ("authorised", "possible"),
        ("sent", "possible"),
        ("arrived", "too_late"),
        ("inspected", "too_late"),
        ("settled", "too_late"),
        ("refused", "too_late"),
        ("expired", "too_late"),
        ("withdrawn", "already_withdrawn"),
    ],
)
def test_a_claim_can_be_withdrawn_until_its_goods_arrive(state: str, standing: str) -> None:
    assert standing_of(Claim(state=state)) == standing


def test_withdrawing_lets_the_units_go_and_is_on_record(desk: Any) -> None:
    order = desk.order("rma")
    claim = desk.open(order, quantity=2)
    yes = _yes(desk, claim)
    assert _withdraw(desk, claim, yes).outcome == "withdrawn"
    assert desk.free_units(order) == [1, 2, 3]
    with reading(desk.engine) as session:
        stored = claims.find(session, claim.reference)
        last = claim_steps.events(session, stored)[-1]
        assert (last.from_state, last.to_state, last.actor) == ("authorised", "withdrawn", "customer")
        assert operations.done_on(session, yes.token).claim_id == claim.id


def test_twenty_parallel_yeses_withdraw_once_and_get_the_same_answer(
    desk: Any, together: Callable[..., list[Any]]
) -> None:
    claim = desk.open(desk.order("rma"))
    yes = _yes(desk, claim)
    answers = together(lambda _: _withdraw(desk, claim, yes), 20)
    assert {(answer.outcome, answer.claim.state) for answer in answers} == {("withdrawn", "withdrawn")}
    with reading(desk.engine) as session:
        steps = [step.to_state for step in claim_steps.events(session, claims.find(session, claim.reference))]
    assert steps == ["requested", "authorised", "withdrawn"]


def test_another_yes_after_that_hears_that_it_was_withdrawn_already(desk: Any) -> None:
    claim = desk.open(desk.order("rma"))
    _withdraw(desk, claim, _yes(desk, claim))
    assert _withdraw(desk, claim, _yes(desk, claim)).outcome == "already_withdrawn"


def test_goods_that_arrive_between_summary_and_yes_make_it_too_late(desk: Any) -> None:
    order = desk.order("rma")
    claim = desk.open(order)
    yes = _yes(desk, claim)
    desk.advance(claim, "arrived")
    answer = _withdraw(desk, claim, yes)
    assert (answer.outcome, answer.claim.state) == ("too_late", "arrived")
    assert desk.free_units(order) == [2, 3]
    with reading(desk.engine) as session:
        assert operations.done_on(session, yes.token) is None


def test_a_yes_too_old_or_to_another_claim_withdraws_nothing(desk: Any) -> None:
    order = desk.order("rma")
    claim, other = desk.open(order), desk.open(order)
    with pytest.raises(StaleConfirmation, match="too late"):
        _withdraw(desk, claim, _yes(desk, claim), timedelta(minutes=30))
    with pytest.raises(StaleConfirmation, match="another claim"):
        _withdraw(desk, claim, _yes(desk, other))
    assert desk.free_units(order) == [3]


def test_a_unit_withdrawn_can_be_claimed_again(desk: Any) -> None:
    order = desk.order("rma")
    claim = desk.open(order, quantity=3)
    _withdraw(desk, claim, _yes(desk, claim))
    assert desk.open(order, quantity=3).reference != claim.reference
