"""What is still open in a case, which answers would settle it, and which question is worth asking next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from aftersales.policy.case import Case
from aftersales.policy.conditions import compiled
from aftersales.policy.engine import Evaluation, evaluate, rules_for
from aftersales.policy.model import Condition, FactIs, InWindow, dates_of, parts_of
from aftersales.policy.settlement import Finding

ELIGIBILITY_WEIGHT = 5
"""How much more an open eligibility counts than any other open outcome."""
DEPTH = 4
"""How many unknowns are tried together to see whether every value gives the same answer."""


class Unknowns(NamedTuple):
    """The facts and windows of which a condition's truth still depends."""

    facts: frozenset[str]
    windows: frozenset[str]


OpenOutcomes = Callable[[Evaluation], "set[str]"]


def unknowns_of(evaluation: Evaluation, rule_ids: tuple[str, ...]) -> Unknowns:
    """What the unknown rules among these wait for; parts that cannot matter any more are left out."""
    case = evaluation.case
    rules = rules_for(case.policy, case.values.get("problem"))
    facts: set[str] = set()
    windows: set[str] = set()
    for rule_id in _with_beaters(evaluation, rule_ids):
        if evaluation.truth_of(rule_id) is None:
            _gather(rules[rule_id].when, case, facts, windows)
    return Unknowns(frozenset(facts), frozenset(windows))


def _with_beaters(evaluation: Evaluation, rule_ids: tuple[str, ...]) -> set[str]:
    """The rules and those that could beat them."""
    wanted = set(rule_ids)
    return wanted | {special.rule.id for special in evaluation.rules if wanted & set(special.rule.over)}


def _gather(condition: Condition, case: Case, facts: set[str], windows: set[str]) -> None:
    if compiled(condition, case.policy.vocabulary)(case) is not None:
        return
    if isinstance(condition, FactIs):
        facts.add(condition.fact)
    elif isinstance(condition, InWindow):
        windows.add(condition.window)
    for part in parts_of(condition):
        _gather(part, case, facts, windows)


def missing_facts(case: Case, unknowns: Unknowns) -> list[str]:
    """The facts to find out, in the vocabulary's order: those in conditions, and the dates and lengths of windows."""
    missing = set(unknowns.facts)
    for name in unknowns.windows:
        window = case.policy.windows[name]
        lengths = {limit.length for limit in window.limits if isinstance(limit.length, str)}
        missing |= {fact for fact in (*dates_of(window), *lengths) if fact not in case.values}
    return [fact for fact in case.policy.vocabulary.facts if fact in missing]


def askable(case: Case, facts: list[str]) -> list[str]:
    """Those of the facts that the customer can still be asked."""
    known = case.policy.vocabulary.facts
    return [fact for fact in facts if known[fact].askable and fact not in case.values]


def branches(case: Case, unknowns: Unknowns, fact: str) -> list[Case]:
    """The case once for every answer to the question, as far as rules can tell answers apart."""
    values = case.policy.vocabulary.facts[fact].possible_values()
    if values:
        return [case.supposing(fact, value) for value in values]
    waiting = [name for name in unknowns.windows if fact in dates_of(case.policy.windows[name])]
    return [case.supposing_window(name, inside) for name in waiting for inside in (True, False)]


def can_be_settled(evaluation: Evaluation, outcome: str, depth: int = DEPTH) -> bool:
    """Whether any answers of the customer would settle the outcome; what is not tried out to its end counts as such."""
    finding = evaluation.settlement.findings[outcome]
    if finding.kind != "open" or not depth:
        return finding.kind in ("settled", "open")
    case = evaluation.case
    unknowns = unknowns_of(evaluation, finding.rules)
    asked = askable(case, missing_facts(case, unknowns))[:1]
    answers = [answer for fact in asked for answer in branches(case, unknowns, fact)]
    return any(can_be_settled(evaluate(answer), outcome, depth - 1) for answer in answers)


def ranked_questions(evaluation: Evaluation, open_outcomes: OpenOutcomes) -> list[str]:
    """The customer's facts worth asking, the one that leaves the fewest outcomes open first."""
    case = evaluation.case
    still_open = open_outcomes(evaluation)
    unknowns = unknowns_of(evaluation, _rules_of(evaluation, still_open))
    candidates = askable(case, missing_facts(case, unknowns))
    if len(candidates) < 2:
        return candidates

    def left_open(fact: str) -> float:
        cases = branches(case, unknowns, fact)
        return sum(_weight(open_outcomes(evaluate(each))) for each in cases) / max(len(cases), 1)

    return sorted(candidates, key=left_open)


def _rules_of(evaluation: Evaluation, outcomes: set[str]) -> tuple[str, ...]:
    """The rules that keep these outcomes open (for a list's name, the rules that may add to it)."""
    settlement = evaluation.settlement
    names = [
        rule for outcome in outcomes if outcome in settlement.findings for rule in settlement.findings[outcome].rules
    ]
    possible = [
        rule for outcome in outcomes for rules in settlement.possible.get(outcome, {}).values() for rule in rules
    ]
    return (*names, *possible)


def _weight(outcomes: set[str]) -> int:
    return sum(ELIGIBILITY_WEIGHT if outcome == "eligible" else 1 for outcome in outcomes)


def settled_anyway(evaluation: Evaluation, outcome: str) -> Finding:
    """The outcome's finding, settled also where every possible value of what is unknown gives the same answer."""
    finding = evaluation.settlement.findings[outcome]
    if finding.kind != "open":
        return finding
    answers: set[str | None] = set()
    rules: set[str] = set()
    for found in _answers(evaluation, outcome, DEPTH):
        answers.add(found.value)
        rules |= set(found.rules)
        if found.kind != "settled" or len(answers) > 1:
            return finding
    return Finding("settled", answers.pop(), tuple(sorted(rules)))


def _answers(evaluation: Evaluation, outcome: str, depth: int) -> Iterator[Finding]:
    """What the outcome comes to for each way in which the unknowns can turn out."""
    finding = evaluation.settlement.findings[outcome]
    unknowns = unknowns_of(evaluation, finding.rules) if finding.kind == "open" and depth else None
    cases = _split(evaluation.case, unknowns) if unknowns else []
    if not cases:
        yield finding
    for case in cases:
        yield from _answers(evaluate(case), outcome, depth - 1)


def _split(case: Case, unknowns: Unknowns) -> list[Case]:
    """The case once for every way in which one of the unknowns can turn out."""
    for fact in sorted(unknowns.facts):
        values = case.policy.vocabulary.facts[fact].possible_values()
        if values:
            return [case.supposing(fact, value) for value in values]
    for window in sorted(unknowns.windows):
        return [case.supposing_window(window, inside) for inside in (True, False)]
    return []
