"""The facts a claim rests on, each with its source, and those that are learned as the claim goes its way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aftersales.errors import ForbiddenStep
from aftersales.policy.explain import plain
from aftersales.policy.facts import Value
from aftersales.policy.model import ShopPolicy
from aftersales.policy.request import read_fact
from aftersales.records.tables import CaseFact, Claim

FactsJson = Mapping[str, Mapping[str, Any]]
"""Facts as a claim stores them: {fact: {"value": ..., "source": ..., "quote": what was said, where it was}}."""

DAY_OF_STEP = {"sent": "sent_back_on", "arrived": "arrived_back_on"}
"""The fact that a step gives its day to."""

MARK_OF_AUTHORISATION = {"rma_number": "rma_issued_on", "return_slip": "return_slip"}
"""The fact that comes true when the shop issues a number or slip."""

RESULT_OF_STEP = {"inspected": "inspection"}
"""The fact without which a step says nothing."""

SOURCE_OF_ACTOR = {"customer": "said", "assistant": "assistant"}
"""Where a fact comes from that was learned on a step, by who took it; everybody else is an agent of the shop."""


def facts_with_sources(facts: Mapping[str, CaseFact]) -> dict[str, dict[str, Any]]:
    """The facts of a case as a claim stores them."""
    return {name: _entry(row.value, row.source, row.quote) for name, row in facts.items()}


def told_by(facts: FactsJson) -> dict[str, Any]:
    """The facts' values alone, as a request takes them."""
    return {name: entry["value"] for name, entry in facts.items()}


def with_learned(policy: ShopPolicy, facts: FactsJson, learned: Mapping[str, Value], actor: str) -> dict[str, Any]:
    """The facts with what was learned in place of what was known before."""
    known = policy.vocabulary.facts
    new = {name: _entry(plain(value), _source(known[name].known_by, actor)) for name, value in learned.items()}
    return {**facts, **new}


def learned_on(
    policy: ShopPolicy, claim: Claim, to_state: str, told: Mapping[str, Any] | None, today: date
) -> dict[str, Value]:
    """What a step teaches: the facts told on it, its day, and the mark of the number or slip that is issued.

    Raises RequestError where a fact or value is not possible, ForbiddenStep where the step needs a fact that nobody
    told or is told a day that cannot be.
    """
    learned = {name: read_fact(policy, name, value) for name, value in (told or {}).items()}
    if to_state in DAY_OF_STEP:
        learned.setdefault(DAY_OF_STEP[to_state], today)
    if to_state == "authorised" and (mark := MARK_OF_AUTHORISATION.get(claim.decision["authorisation"])):
        learned.setdefault(mark, today if policy.vocabulary.facts[mark].type == "date" else True)
    _check_result(policy, claim, to_state, learned)
    _check_days(policy, claim, learned, today)
    return learned


def _entry(value: Any, source: str, quote: str | None = None) -> dict[str, Any]:
    return {"value": value, "source": source} | ({} if quote is None else {"quote": quote})


def _source(known_by: str, actor: str) -> str:
    if known_by == "inspection":
        return "inspection"
    return SOURCE_OF_ACTOR.get(actor, "agent")


def _check_result(policy: ShopPolicy, claim: Claim, to_state: str, learned: Mapping[str, Value]) -> None:
    result = RESULT_OF_STEP.get(to_state)
    if result is not None and result not in learned:
        possible = ", ".join(policy.vocabulary.facts[result].values)
        raise ForbiddenStep(f"{to_state} without {result}", claim.reference, f"Tell {result}: {possible}.")


def _check_days(policy: ShopPolicy, claim: Claim, learned: Mapping[str, Value], today: date) -> None:
    for name, value in learned.items():
        if isinstance(value, date) and value > today:
            raise ForbiddenStep(f"{name} {value} lies ahead", claim.reference, f"Give a day up to {today}.")
    known = {**told_by(claim.facts), **learned}
    sent, arrived = (_day(policy, known, DAY_OF_STEP[step]) for step in ("sent", "arrived"))
    if sent and arrived and arrived < sent:
        raise ForbiddenStep(f"it arrived on {arrived}, sent on {sent}", claim.reference, "Mend one of the two days.")


def _day(policy: ShopPolicy, known: Mapping[str, Any], name: str) -> date | None:
    day = read_fact(policy, name, known[name]) if name in known else None
    return day if isinstance(day, date) else None
