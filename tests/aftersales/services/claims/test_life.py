"""The life of a claim: its transition table, what steps teach, and the deadline after an RMA number."""

from datetime import date, timedelta
from typing import Any

import pytest

from aftersales.errors import ForbiddenStep, RequestError, StaleClaim
from aftersales.records import audit, claim_steps, claims
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim
from aftersales.services.claims.life import advance, check_step, expire_overdue

STATES = ["requested", "authorised", "sent", "arrived", "inspected", "settled", "refused", "withdrawn", "expired"]
ALLOWED = {
    ("requested", "authorised"),
    ("requested", "sent"),
    ("requested", "arrived"),
    ("requested", "settled"),
    ("requested", "refused"),
    ("requested", "withdrawn"),
    ("requested", "expired"),
    ("authorised", "sent"),
    ("authorised", "arrived"),
    ("authorised", "settled"),
    ("authorised", "refused"),
    ("authorised", "withdrawn"),
    ("authorised", "expired"),
    ("sent", "arrived"),
    ("sent", "settled"),
    ("sent", "refused"),
    ("sent", "withdrawn"),
    ("arrived", "inspected"),
    ("arrived", "settled"),
    ("arrived", "refused"),
    ("inspected", "settled"),
    ("inspected", "refused"),
}
RMA_ISSUED_ON = date(2025, 3, 4)
THIRTIETH_DAY = date(2025, 4, 3)


@pytest.mark.parametrize(("from_state", "to_state"), sorted(ALLOWED))
def test_a_step_of_the_table_is_allowed(from_state: str, to_state: str) -> None:
    check_step(Claim(reference="C-1", state=from_state), to_state)


@pytest.mark.parametrize(
    ("from_state", "to_state"), [(one, other) for one in STATES for other in STATES if (one, other) not in ALLOWED]
)
def test_every_other_step_is_refused_and_the_allowed_ones_named(from_state: str, to_state: str) -> None:
    with pytest.raises(ForbiddenStep) as refused:
        check_step(Claim(reference="C-1", state=from_state), to_state)
    assert f"C-1: it is {from_state} and cannot become {to_state}" in str(refused.value)
    allowed = {other for one, other in ALLOWED if one == from_state}
    assert {state for state in STATES if state in refused.value.mend} == allowed


def test_a_forbidden_step_leaves_no_trace(desk: Any) -> None:
    claim = desk.open(desk.order("guarantee"))
    with pytest.raises(ForbiddenStep):
        desk.advance(claim, "inspected", facts={"inspection": "faulty"})
    with reading(desk.engine) as session:
        stored = claims.find(session, claim.reference)
        assert (stored.state, stored.version, len(claim_steps.events(session, stored))) == ("requested", 1, 1)


def test_the_whole_way_is_noted_with_what_each_step_taught(desk: Any) -> None:
    claim = desk.open(desk.order("rma"))
    desk.advance(claim, "sent", date(2025, 3, 10))
    desk.advance(claim, "arrived", date(2025, 3, 20), facts={"returned_undamaged": True})
    desk.advance(claim, "inspected", date(2025, 3, 21), facts={"inspection": "faulty"}, note="no picture")
    desk.advance(claim, "settled", date(2025, 3, 22))
    with reading(desk.engine) as session:
        stored = claims.find(session, claim.reference)
        steps = [(step.to_state, step.facts, step.note) for step in claim_steps.events(session, stored)]
        acts = [entry.action for entry in audit.about(session, f"claim:{claim.reference}")]
    assert steps == [
        ("requested", None, None),
        ("authorised", {"rma_issued_on": "2025-03-04"}, None),
        ("sent", {"sent_back_on": "2025-03-10"}, None),
        ("arrived", {"returned_undamaged": True, "arrived_back_on": "2025-03-20"}, None),
        ("inspected", {"inspection": "faulty"}, "no picture"),
        ("settled", None, None),
    ]
    assert acts == ["open_claim", *["move_claim"] * 5]
    assert stored.facts["inspection"] == {"value": "faulty", "source": "inspection"}
    assert stored.facts["sent_back_on"] == {"value": "2025-03-10", "source": "agent"}
    assert stored.facts["cause"] == {"value": "manufacturing", "source": "said"}


def test_no_fault_found_turns_the_decision_and_proposes_to_refuse(desk: Any) -> None:
    claim = desk.open(desk.order("qualir"))
    desk.advance(claim, "sent")
    desk.advance(claim, "arrived")
    done = desk.advance(claim, "inspected", facts={"inspection": "not_faulty"})
    assert (done.decision.status, done.proposed, done.claim.state) == ("not_eligible", "refused", "inspected")
    assert "Q-34" in done.decision.clauses
    with reading(desk.engine) as session:
        assert claims.find(session, claim.reference).decision["status"] == "not_eligible"


def test_a_fault_confirmed_leaves_the_decision_standing(desk: Any) -> None:
    claim = desk.open(desk.order("qualir"))
    desk.advance(claim, "arrived")
    done = desk.advance(claim, "inspected", facts={"inspection": "faulty"})
    assert (done.decision.status, done.proposed) == ("eligible", None)


def test_goods_that_come_back_damaged_earn_no_credit_where_the_policy_says_so(desk: Any) -> None:
    claim = desk.open(desk.order("saferexpert"))
    done = desk.advance(claim, "arrived", facts={"returned_undamaged": False})
    assert (done.decision.status, done.proposed) == ("not_eligible", "refused")
    assert "S-25" in done.decision.clauses


@pytest.mark.parametrize(
    ("sent_on", "status"), [(THIRTIETH_DAY, "eligible"), (THIRTIETH_DAY + timedelta(days=1), "not_eligible")]
)
def test_the_day_sent_back_counts_not_the_day_it_is_entered(desk: Any, sent_on: date, status: str) -> None:
    claim = desk.open(desk.order("rma"))
    entered = THIRTIETH_DAY + timedelta(days=6)
    done = desk.advance(claim, "sent", entered, facts={"sent_back_on": sent_on.isoformat()})
    assert done.decision.status == status


def test_the_day_of_report_stays_the_day_of_opening(desk: Any) -> None:
    """The warranty of a year from dispatch (12 February 2025) is over when the goods arrive; the claim stands."""
    claim = desk.open(desk.order("qualir"))
    done = desk.advance(claim, "arrived", date(2026, 5, 1))
    assert done.decision.status == "eligible"


@pytest.mark.parametrize(
    ("to_state", "facts", "fault"),
    [
        ("arrived", {"colour_of_sky": "blue"}, "no fact 'colour_of_sky'"),
        ("arrived", {"arrived_back_on": "yesterday"}, "not a day"),
        ("sent", {"inspection": "melted"}, "'melted' is not possible"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(desk: Any, to_state: str, facts: dict[str, Any], fault: str) -> None:
    claim = desk.open(desk.order("rma"))
    with pytest.raises(RequestError, match=fault):
        desk.advance(claim, to_state, facts=facts)


def test_days_that_contradict_each_other_are_refused(desk: Any) -> None:
    claim = desk.open(desk.order("rma"))
    with pytest.raises(ForbiddenStep, match="2025-03-05 lies ahead"):
        desk.advance(claim, "sent", facts={"sent_back_on": "2025-03-05"})
    desk.advance(claim, "sent", date(2025, 3, 10))
    with pytest.raises(ForbiddenStep, match="arrived on 2025-03-09, sent on 2025-03-10"):
        desk.advance(claim, "arrived", date(2025, 3, 20), facts={"arrived_back_on": "2025-03-09"})


def test_an_inspection_without_its_result_is_no_step(desk: Any) -> None:
    claim = desk.open(desk.order("rma"))
    desk.advance(claim, "arrived")
    with pytest.raises(ForbiddenStep, match="Tell inspection: faulty, not_faulty"):
        desk.advance(claim, "inspected")


@pytest.mark.parametrize("end", ["refused", "withdrawn", "expired"])
def test_a_claim_that_ends_without_remedy_lets_its_units_go(desk: Any, end: str) -> None:
    order = desk.order("rma")
    claim = desk.open(order, quantity=2)
    assert desk.free_units(order) == [3]
    desk.advance(claim, end)
    assert desk.free_units(order) == [1, 2, 3]


@pytest.mark.parametrize(("remedy", "free"), [("replacement", [1, 2, 3]), ("refund", [2, 3])])
def test_only_an_item_that_the_customer_has_again_can_be_claimed_again(desk: Any, remedy: str, free: list[int]) -> None:
    order = desk.order("rma")
    desk.advance(desk.open(order, remedy=remedy), "settled")
    assert desk.free_units(order) == free


def test_of_two_people_who_move_a_claim_the_slower_is_told(desk: Any) -> None:
    claim = desk.open(desk.order("rma"))
    with reading(desk.engine) as session:
        seen_before = claims.find(session, claim.reference)
    desk.advance(claim, "sent")
    with pytest.raises(StaleClaim), writing(desk.engine) as session:
        advance(session, desk.policies, seen_before, "withdrawn", "ben", desk.today, desk.now)


def _expire(desk: Any, today: date) -> list[str]:
    with writing(desk.engine) as session:
        return [claim.reference for claim in expire_overdue(session, desk.policies, today, desk.now)]


def test_the_thirtieth_day_after_the_rma_number_is_good_and_the_next_expires_the_claim(desk: Any) -> None:
    order = desk.order("rma")
    claim = desk.open(order)
    assert _expire(desk, THIRTIETH_DAY) == []
    assert _expire(desk, THIRTIETH_DAY + timedelta(days=1)) == [claim.reference]
    assert _expire(desk, THIRTIETH_DAY + timedelta(days=1)) == []
    assert desk.free_units(order) == [1, 2, 3]
    with reading(desk.engine) as session:
        stored = claims.find(session, claim.reference)
        assert (stored.state, claim_steps.events(session, stored)[-1].actor) == ("expired", "system")


def test_what_is_sent_in_time_does_not_expire(desk: Any) -> None:
    claim = desk.open(desk.order("rma"))
    desk.advance(claim, "sent", THIRTIETH_DAY)
    assert _expire(desk, date(2026, 1, 1)) == []


@pytest.mark.parametrize("shop", ["qualir", "guarantee", "saferexpert"])
def test_no_claim_expires_where_the_policy_knows_no_such_window(desk: Any, shop: str) -> None:
    desk.open(desk.order(shop))
    assert _expire(desk, date(2027, 1, 1)) == []


def test_nothing_is_kept_of_a_step_whose_transaction_fails(desk: Any) -> None:
    claim = desk.open(desk.order("rma"))

    def fail_after_a_step() -> None:
        with writing(desk.engine) as session:
            found = claims.find(session, claim.reference)
            advance(session, desk.policies, found, "sent", "ann", desk.today, desk.now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_a_step()
    with reading(desk.engine) as session:
        stored = claims.find(session, claim.reference)
        assert (stored.state, "sent_back_on" in stored.facts) == ("authorised", False)
