"""A sixth shop is one YAML file: an invented policy with facts of its own decides, asks and cites."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aftersales.errors import RequestError
from aftersales.policy.decision import decide
from aftersales.policy.loader import Policies, load_policies
from aftersales.policy.request import read_request

SENSORS = """\
shop: sensors
name: Garden Sensors
source: Guarantee card, 2025
contact: {email: help@sensors.example}

facts:
  battery_brand:
    type: choice
    known_by: customer
    question: Which batteries are in the sensor?
    values:
      supplied: the ones that came with it
      other: other ones
      not_known: you cannot tell
  left_out_in_frost:
    type: yes_no
    known_by: customer
    words: it stood out in the frost
    question: Did it stand out in the frost?

lists:
  steps:
    dry_it: let the sensor dry for two days

windows:
  guarantee:
    from: delivered_on
    months: 18
    tested: reported_on
    words: eighteen months after delivery

rules:
  guarantee_covers:
    cites: [N-01]
    when: {problem: defective, in: guarantee}
    then: {eligible: yes, remedies: [replacement]}
    say: "A faulty sensor is replaced until {guarantee}."
  guarantee_has_ended:
    cites: [N-01]
    when: {problem: defective, past: guarantee}
    then: {eligible: no}
    say: "The guarantee ran until {guarantee}."
  other_batteries_end_it:
    cites: [N-02]
    over: [guarantee_covers]
    when: {problem: defective, battery_brand: other}
    then: {eligible: no}
    say: "Only the supplied batteries keep the guarantee."
  frost_may_end_it:
    cites: [N-03]
    over: [guarantee_covers]
    when: {problem: defective, battery_brand: [supplied, not_known], left_out_in_frost: true}
    may: {eligible: no}
    say: "After frost the shop may refuse; a colleague decides."
  shop_pays_and_takes_back:
    cites: [N-04]
    when: {problem: defective}
    then: {return_postage: shop, send_to: shop_warehouse, steps: [dry_it]}
    say: "{shop} pays the way to its warehouse."

clauses:
  N-01: Sensors are guaranteed for eighteen months from delivery.
  N-02: Only the supplied batteries keep the guarantee.
  N-03: Sensors left out in the frost may be refused.
  N-04: The shop pays the postage back to its warehouse, once the sensor is dry.
  N-05: The shop likes gardens.

information:
  N-05: It decides nothing.
"""


@pytest.fixture
def policies(tmp_path: Path) -> Policies:
    (tmp_path / "sensors.yml").write_text(SENSORS, encoding="utf-8")
    return load_policies(tmp_path)


def decided(policies: Policies, today: str = "2025-05-01", **facts: Any) -> dict[str, Any]:
    order = {"number": "7", "status": "delivered", "delivered_on": "2024-03-31"}
    request = {"shop": "sensors", "today": today, "order": order, "facts": {"problem": "defective", **facts}}
    return decide(read_request(policies, request)).to_json()


def sound(policies: Policies, today: str = "2025-05-01", **facts: Any) -> dict[str, Any]:
    return decided(policies, today, battery_brand="supplied", left_out_in_frost=False, **facts)


def asked(decision: dict[str, Any]) -> list[str]:
    return [question["fact"] for question in decision["ask"]]


def test_its_own_fact_is_asked_first_in_its_own_words(policies: Policies) -> None:
    decision = decided(policies)
    assert decision["status"] == "needs_info"
    assert decision["ask"][0] == {"fact": "battery_brand", "question": "Which batteries are in the sensor?"}


def test_it_decides_with_its_own_facts_and_cites_its_own_clauses(policies: Policies) -> None:
    decision = sound(policies)
    assert decision["status"] == "eligible"
    assert decision["remedies"] == ["replacement"]
    assert decision["postage"]["return"] == "shop"
    assert decision["send_to"] == "shop_warehouse"
    assert decision["steps"] == ["dry_it"]
    assert decision["clauses"] == ["N-01", "N-04"]
    assert asked(decision) == []


def test_an_exception_on_its_own_fact_refuses_without_further_questions(policies: Policies) -> None:
    decision = decided(policies, battery_brand="other")
    assert decision["status"] == "not_eligible"
    assert decision["clauses"] == ["N-02", "N-04"]
    assert asked(decision) == []


@pytest.mark.parametrize(("today", "status"), [("2025-09-30", "eligible"), ("2025-10-01", "not_eligible")])
def test_its_months_run_by_the_calendar(policies: Policies, today: str, status: str) -> None:
    assert sound(policies, today)["status"] == status


def test_its_discretion_goes_to_a_person(policies: Policies) -> None:
    decision = decided(policies, battery_brand="not_known", left_out_in_frost=True)
    assert decision["status"] == "needs_human"
    assert {"outcome": "eligible", "because": "discretion", "facts": []} in decision["unsettled"]


def test_what_it_does_not_speak_of_is_silent_and_no_other_shops_rule_fills_in(policies: Policies) -> None:
    decision = decided(policies, problem="cancel")
    assert decision["status"] == "needs_human"
    assert decision["clauses"] == []
    assert decided(policies)["import_duty"] is None


def test_the_shared_vocabulary_stays_known_beside_its_own(policies: Policies) -> None:
    assert sound(policies, opened_body=True)["status"] == "eligible"
    with pytest.raises(RequestError, match="battery_brand"):
        decided(policies, battery_brand="lemon")


def test_its_words_carry_its_name_and_dates(policies: Policies) -> None:
    order = {"number": "7", "status": "delivered", "delivered_on": "2024-03-31"}
    facts = {"problem": "defective", "battery_brand": "supplied", "left_out_in_frost": False}
    request = {"shop": "sensors", "today": "2025-05-01", "order": order, "facts": facts}
    words = [said.text for said in decide(read_request(policies, request)).said]
    assert words == [
        "A faulty sensor is replaced until 30 September 2025.",
        "Garden Sensors pays the way to its warehouse.",
    ]
