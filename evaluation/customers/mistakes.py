"""Which wrong answer a customer can give and still take back: one that does not end the conversation at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from aftersales.policy.facts import Value
from aftersales.policy.model import ShopPolicy
from evaluation.customers.situations import Situation
from evaluation.customers.truth import decision_on


def wrong_value(
    policy: ShopPolicy, situation: Situation, told: Mapping[str, Value], fact: str, today: date
) -> Value | None:
    """The opposite of the truth about a yes/no fact; None where there is none, or where a person would take over."""
    truth = situation.facts.get(fact)
    if not isinstance(truth, bool):
        return None
    decision = decision_on(policy, situation, {**told, fact: not truth}, today)
    return None if decision.status == "needs_human" else not truth
