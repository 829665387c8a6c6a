"""Opening claims: everything that belongs to one, once, however many times the customer says yes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from aftersales.errors import RecordError, RequestError, StaleConfirmation, UnitsTaken
from aftersales.records import audit, claim_steps, claims, operations
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, Order
from aftersales.services.claims.open_claim import open_claim


def _deadlines(claim: Claim) -> dict[str, date]:
    return {deadline.what: deadline.last_day for deadline in claim.deadlines}


def test_an_rma_number_is_issued_at_once_and_starts_its_thirty_days(desk: Any) -> None:
    claim = desk.open(desk.order("rma"))
    assert (claim.state, claim.authorisation) == ("authorised", "rma_number")
    assert claim.authorisation_number.startswith("RMA-")
    assert claim.facts["rma_issued_on"] == {"value": "2025-03-04", "source": "assistant"}
    assert _deadlines(claim)["rma_return"] == date(2025, 4, 3)
    assert {deadline["what"] for deadline in claim.decision["deadlines"]} == {"rma_return", "warranty"}


def test_a_return_slip_is_issued_at_once(desk: Any) -> None:
    claim = desk.open(desk.order("qualir"))
    assert (claim.state, claim.authorisation) == ("authorised", "return_slip")
    assert claim.authorisation_number.startswith("RS-")
    assert claim.facts["return_slip"]["value"] is True


def test_without_number_or_slip_the_claim_is_requested(desk: Any) -> None:
    claim = desk.open(desk.order("guarantee"))
    assert (claim.state, claim.authorisation, claim.authorisation_number) == ("requested", None, None)


def test_the_claim_holds_all_it_can_be_replayed_from(desk: Any) -> None:
    order = desk.order("guarantee")
    decision = desk.decision(order)
    reference = desk.open(order, remedy="repair" if "repair" in decision.lists["remedies"] else None).reference
    with reading(desk.engine) as session:
        claim = claims.find(session, reference)
        assert claims.units_of(session, claim) == [1]
    assert (claim.problem, claim.reported_on, claim.words) == ("defective", date(2025, 3, 4), "It is covered.")
    assert claim.decision == decision.to_json()
    assert claim.policy_version == desk.policies["guarantee"].version
    assert claim.facts["dead_on_arrival"] == {"value": False, "source": "said"}
    asked_for = {(item.kind, item.code) for item in claim.items}
    assert ("evidence", "photo_of_fault") in asked_for
    assert ("packing", "original_packaging") in asked_for
    assert {item.state for item in claim.items} == {"needed"}


def test_what_was_done_is_on_record(desk: Any) -> None:
    yes = desk.confirmation("open_claim", {"version": 1})
    claim = desk.open(desk.order("rma"), quantity=2, yes=yes)
    with reading(desk.engine) as session:
        operation = operations.done_on(session, yes.token)
        acts = [(entry.actor, entry.action) for entry in audit.about(session, f"claim:{claim.reference}")]
    assert (operation.kind, operation.order_id, operation.claim_id) == ("open_claim", claim.order_id, claim.id)
    assert operation.result["reference"] == claim.reference
    assert operation.result["authorisation_number"] == claim.authorisation_number
    assert operation.result["deadlines"]["rma_return"] == "2025-04-03"
    assert acts == [("customer", "open_claim"), ("assistant", "move_claim")]


def test_twenty_parallel_yeses_open_one_claim_and_get_the_same_answer(
    desk: Any, together: Callable[..., list[Any]]
) -> None:
    order = desk.order("rma")
    yes, decision = desk.confirmation("open_claim", {"version": 1}), desk.decision(order)
    answers = together(lambda _: desk.open(order, yes=yes, decision=decision), 20)
    assert len({(claim.reference, claim.authorisation_number, claim.state) for claim in answers}) == 1
    with reading(desk.engine) as session:
        (claim,) = claims.of_order(session, order.id)
        assert [step.to_state for step in claim_steps.events(session, claim)] == ["requested", "authorised"]
    assert desk.free_units(order) == [2, 3]


def test_twenty_yeses_of_twenty_conversations_claim_each_unit_once(
    desk: Any, together: Callable[..., list[Any]]
) -> None:
    order = desk.order("guarantee")
    yeses, decision = [desk.confirmation("open_claim", {}) for _ in range(20)], desk.decision(order)

    def say_yes(caller: int) -> bool:
        try:
            desk.open(order, yes=yeses[caller], decision=decision)
        except UnitsTaken:
            return False
        return True

    assert sum(together(say_yes, 20)) == 3
    assert desk.free_units(order) == []


def test_a_second_claim_for_the_same_unit_is_refused_and_the_first_named(desk: Any) -> None:
    order = desk.order("qualir")
    first = desk.open(order, quantity=3)
    with pytest.raises(UnitsTaken, match=first.reference) as taken:
        desk.open(order)
    assert taken.value.held_by == (first.reference,)
    with reading(desk.engine) as session:
        assert [claim.id for claim in claims.of_order(session, order.id)] == [first.id]


def test_a_refused_opening_leaves_the_yes_unspent_even_if_the_turn_goes_on(desk: Any) -> None:
    order = desk.order("qualir")
    first = desk.open(order, quantity=3)
    yes = desk.confirmation("open_claim", {})
    with writing(desk.engine) as session, pytest.raises(UnitsTaken):
        _open_in(session, desk, order, yes)
    desk.advance(first, "withdrawn")
    assert desk.open(order, yes=yes).reference != first.reference


def _open_in(session: Any, desk: Any, order: Order, yes: Any) -> Claim:
    return open_claim(
        session,
        policy=desk.policies[order.shop],
        order_row=order,
        line_row=order.lines[0],
        quantity=1,
        flow="claim_warranty",
        remedy=None,
        decision=desk.decision(order),
        facts_json={},
        words="",
        confirmation=yes,
        conversation_id=None,
        today=desk.today,
        now=desk.now,
    )


def test_an_order_changed_since_the_summary_needs_a_new_yes(desk: Any) -> None:
    order = desk.order("qualir")
    yes = desk.confirmation("open_claim", {"version": 1})
    with writing(desk.engine) as session:
        changed = session.get(Order, order.id)
        changed.open_dispute, changed.version = True, 2
    with pytest.raises(StaleConfirmation, match="changed since"):
        desk.open(order, yes=yes)


def test_a_yes_that_is_too_old_opens_nothing(desk: Any) -> None:
    order = desk.order("qualir")
    with pytest.raises(StaleConfirmation, match="too late"):
        desk.open(order, now=desk.now + timedelta(minutes=30))
    assert desk.free_units(order) == [1, 2, 3]


def test_a_yes_to_something_else_opens_nothing(desk: Any) -> None:
    with pytest.raises(StaleConfirmation, match="the yes was to withdraw_claim"):
        desk.open(desk.order("qualir"), yes=desk.confirmation("withdraw_claim", {}))


@pytest.mark.parametrize("answer", [{"flashed_firmware": True}, {"flashed_firmware": None}])
def test_only_an_eligible_decision_becomes_a_claim(desk: Any, answer: dict[str, Any]) -> None:
    order = desk.order("qualir")
    told = {"problem": "defective", "cause": "manufacturing", "opened_body": False, "abnormal_use": False, **answer}
    with pytest.raises(RecordError, match=r"the decision is (not_eligible|needs_info)"):
        desk.open(order, told=told)


def test_a_remedy_that_the_policy_does_not_give_is_refused(desk: Any) -> None:
    with pytest.raises(RequestError, match="'backorder' is not among the remedies"):
        desk.open(desk.order("rma"), remedy="backorder")
