"""A claim's next steps at the desk: those of the transition table that are the shop's to take."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.errors import ForbiddenStep, RequestError
from aftersales.policy.model import ShopPolicy
from aftersales.records import audit, claim_steps, claims
from aftersales.records.database import reading
from aftersales.services.bootstrap import Premises
from aftersales.services.claims.life import NEXT_STATES
from aftersales.services.desk.claims import Step, steps_from, take_step
from aftersales.settings import Settings

SETTINGS = Settings.from_environment({"AFTERSALES_TODAY": "2025-03-04"})


@pytest.fixture
def premises(engine: Engine, policies: Mapping[str, ShopPolicy]) -> Premises:
    return Premises(SETTINGS, policies, engine)


def test_an_agent_is_offered_the_shops_steps_only() -> None:
    offered = {state: [step.state for step in steps_from(state)] for state in NEXT_STATES}
    assert offered["authorised"] == ["arrived", "settled", "refused"]
    assert offered["arrived"] == ["inspected", "inspected", "settled", "refused"]
    assert offered["settled"] == offered["withdrawn"] == []
    assert steps_from("arrived")[:2] == [Step("inspected", "faulty"), Step("inspected", "not_faulty")]


def test_a_claim_goes_its_way_under_the_agents_name(desk: Any, premises: Premises, engine: Engine) -> None:
    claim = desk.open(desk.order("rma"))
    for step in (("arrived", None, None), ("inspected", "faulty", None), ("settled", None, "a new one is sent")):
        take_step(premises, claim.reference, "mia", *step)
    with reading(engine) as session:
        found = claims.find(session, claim.reference)
        assert (found.state, found.facts["inspection"]["value"]) == ("settled", "faulty")
        steps = [(event.to_state, event.actor, event.note) for event in claim_steps.events(session, found)][-1]
        acts = [entry.actor for entry in audit.about(session, f"claim:{claim.reference}")]
    assert steps == ("settled", "mia", "a new one is sent")
    assert acts.count("mia") == 3


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_refusal_needs_its_reason(desk: Any, premises: Premises, reason: str | None) -> None:
    claim = desk.open(desk.order("rma"))
    with pytest.raises(RequestError, match="reason"):
        take_step(premises, claim.reference, "mia", "refused", None, reason)


def test_what_the_table_does_not_know_is_refused(desk: Any, premises: Premises) -> None:
    claim = desk.open(desk.order("rma"))
    with pytest.raises(ForbiddenStep):
        take_step(premises, claim.reference, "mia", "inspected", "faulty", None)
