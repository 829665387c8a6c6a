"""Answering "why?": the clauses behind a decision, or behind the question on the table."""

from __future__ import annotations

from collections.abc import Collection

from aftersales.policy.decision import Decision
from aftersales.policy.model import facts_in
from aftersales.records import cases
from aftersales.records.tables import Case
from aftersales.services.case.decision import decide_case
from aftersales.services.conversation.questions import question_again
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn

MOST_CLAUSES = 6


def why(turn: Turn) -> Replies:
    """Explains the decision last shown, or why the question on the table is asked, with the clauses in words."""
    case = turn.case or _last_decided(turn)
    policy, order = turn.policy, turn.order
    if case is None or policy is None or order is None or not case.problem:
        return [Say("nothing_to_explain"), *question_again(turn)]
    decision = decide_case(turn, case, policy, order)
    asked = turn.asked.get("facts") or [fact for fact in (turn.asked.get("fact"),) if fact]
    clauses = _clauses_needing(decision, asked) if asked else _clauses_deciding(decision)
    response = "why_question" if asked else "why_decision"
    if not clauses:
        return [Say("why_silent", {"shop": policy.name}), *question_again(turn)]
    lines = [f"{clause}: {policy.clauses[clause]}" for clause in clauses[:MOST_CLAUSES]]
    return [Say(response, {"shop": policy.name, "lines": tuple(lines)}), *question_again(turn)]


def _last_decided(turn: Turn) -> Case | None:
    decided = [case for case in cases.of_conversation(turn.session, turn.conversation.id) if case.decision]
    return decided[-1] if decided else None


def _clauses_needing(decision: Decision, facts: Collection[str]) -> list[str]:
    """The clauses of the rules whose truth still hangs on the facts."""
    evaluation = decision.evaluation
    rules = [
        special.rule
        for special, truth in zip(evaluation.rules, evaluation.truths, strict=True)
        if truth is None and not facts_in(special.when).isdisjoint(facts)
    ]
    return list(dict.fromkeys(clause for rule in rules for clause in rule.cites))


def _clauses_deciding(decision: Decision) -> list[str]:
    """The clauses of the rules that settle the eligibility; where a person decides, of those that speak on it."""
    return list(dict.fromkeys(clause for said in decision.said_on("eligible") for clause in said.cites))
