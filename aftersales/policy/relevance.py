"""Which outcomes matter in a case, and which of them are still open."""

from __future__ import annotations

from functools import lru_cache

from aftersales.policy.case import Case
from aftersales.policy.conditions import Test, compiled
from aftersales.policy.engine import Evaluation
from aftersales.policy.facts import Outcome
from aftersales.policy.model import ShopPolicy
from aftersales.policy.questions import askable, missing_facts, unknowns_of
from aftersales.policy.rule_text import Reader

BLOCKED = "blocked_by"
REMEDIES = "remedies"


@lru_cache(maxsize=512)
def _relevance_test(policy: ShopPolicy, outcome: str) -> Test:
    reader = Reader(policy.vocabulary, set(policy.windows))
    condition = reader.condition(policy.vocabulary.outcomes[outcome].relevant, f"outcome {outcome}")
    return compiled(condition, policy.vocabulary)


def relevant_outcomes(evaluation: Evaluation) -> list[str]:
    """The outcomes that a decision on this case should settle; a refused request needs no more than its refusal."""
    case = evaluation.case
    if evaluation.settlement.findings["eligible"].value == "no":
        return ["eligible"]
    remedies = set(evaluation.settlement.lists.get("remedies", {}))
    outcomes = case.policy.vocabulary.outcomes
    return [name for name, outcome in outcomes.items() if _fits(name, outcome, remedies, case)]


def _fits(name: str, outcome: Outcome, remedies: set[str], case: Case) -> bool:
    if outcome.only_with and not remedies & set(outcome.only_with):
        return False
    if outcome.only_if_several_remedies and len(remedies) < 2:
        return False
    return _relevance_test(case.policy, name)(case) is not False


def open_outcomes(evaluation: Evaluation) -> set[str]:
    """The relevant outcomes that wait for a fact; none once a person has to decide on the eligibility anyway."""
    findings = evaluation.settlement.findings
    if findings["eligible"].kind not in ("settled", "open"):
        return set()
    still_open = {name for name in relevant_outcomes(evaluation) if findings[name].kind == "open"}
    return still_open | lists_waiting(evaluation)


def lists_waiting(evaluation: Evaluation) -> set[str]:
    """What blocks a request or remedies it, where that is left to an answer of the customer; none once refused."""
    if evaluation.settlement.findings["eligible"].value == "no":
        return set()
    return {name for name in (BLOCKED, REMEDIES) if _waits_for_customer(evaluation, name)}


def remedy_is_uncertain(evaluation: Evaluation) -> bool:
    """Whether no remedy is sure, though one would be if something were known that nobody can be asked."""
    return bool(evaluation.settlement.possible.get(REMEDIES)) and not evaluation.settlement.lists.get(REMEDIES)


def _waits_for_customer(evaluation: Evaluation, name: str) -> bool:
    """Whether nothing is in the list yet, and something may come into it that only the customer need tell."""
    case = evaluation.case
    if evaluation.settlement.lists.get(name):
        return False
    for rules in evaluation.settlement.possible.get(name, {}).values():
        missing = missing_facts(case, unknowns_of(evaluation, rules))
        if missing and askable(case, missing) == missing:
            return True
    return False
