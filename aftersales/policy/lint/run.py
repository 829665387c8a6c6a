"""Runs the linter: the text first, then every situation that the rules can tell apart."""

from __future__ import annotations

from collections.abc import Iterator

from aftersales.policy.engine import Evaluation, evaluate
from aftersales.policy.lint.report import Finding, Report, at_rule
from aftersales.policy.lint.situations import Situations
from aftersales.policy.lint.text import check_text
from aftersales.policy.model import ShopPolicy
from aftersales.policy.relevance import relevant_outcomes


class _Tally:
    """What was seen over all situations: rules that held, rules in force, conflicts and silences."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.live: set[str] = set()
        self.conflicts: dict[tuple[str, str], str] = {}
        self.silent: dict[str, set[str]] = {}
        self.cases = 0
        self.complete = True
        self._seen: set[tuple[object, ...]] = set()

    def add(self, evaluation: Evaluation, problem: str) -> None:
        """Takes one situation in; a pattern of truths that was seen before under the problem teaches nothing new."""
        self.cases += 1
        relevant = tuple(relevant_outcomes(evaluation))
        pattern = (problem, evaluation.truths, relevant)
        if pattern in self._seen:
            return
        self._seen.add(pattern)
        specials = zip(evaluation.rules, evaluation.truths, strict=True)
        self.held |= {special.rule.id for special, truth in specials if truth}
        self.live |= set(evaluation.settlement.live)
        for outcome in relevant:
            finding = evaluation.settlement.findings[outcome]
            if finding.kind == "silent":
                self.silent.setdefault(outcome, set()).add(problem)
        self._note_conflicts(evaluation)

    def _note_conflicts(self, evaluation: Evaluation) -> None:
        rules = evaluation.case.policy.rules
        for outcome, finding in evaluation.settlement.findings.items():
            meant = any(outcome in rules[name].leaves_open for name in finding.rules)
            if finding.kind == "conflict" and not meant:
                first, second = sorted(finding.rules)[:2]
                self.conflicts.setdefault((first, second), outcome)


def lint_policy(policy: ShopPolicy) -> Report:
    """Checks one shop's policy. Pure; about a second for a policy of the usual size."""
    tally = _Tally()
    for problem in policy.vocabulary.facts["problem"].possible_values():
        situations = Situations(policy, problem)
        tally.complete = tally.complete and situations.complete
        for case in situations:
            tally.add(evaluate(case), str(problem))
    findings = (*check_text(policy), *_from_tally(policy, tally))
    silent = {outcome: tuple(sorted(problems)) for outcome, problems in tally.silent.items()}
    return Report(policy.shop, findings, silent, tally.cases, tally.complete)


def _from_tally(policy: ShopPolicy, tally: _Tally) -> Iterator[Finding]:
    for rule in policy.rules.values():
        if rule.id not in tally.held:
            yield Finding(at_rule(policy, rule), "it can never hold", "Mend its `when`, or take the rule out")
        elif rule.id not in tally.live:
            yield Finding(at_rule(policy, rule), "it is always beaten", "Narrow what beats it, or take the rule out")
    for (first, second), outcome in tally.conflicts.items():
        mend = "Put the exception `over` the other rule, narrow one `when`, or write `unclear` where the text is"
        yield Finding(at_rule(policy, policy.rules[first]), f"it conflicts with `{second}` on {outcome}", mend)
