"""Answers to customers' questions about the policy, from the same rules that decide claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aftersales.policy.case import Case
from aftersales.policy.conditions import NEVER, simplified
from aftersales.policy.engine import evaluate
from aftersales.policy.explain import Said, said_by
from aftersales.policy.facts import PROBLEM, Topic
from aftersales.policy.model import Rule, ShopPolicy


@dataclass(frozen=True)
class TopicAnswer:
    """What the policy says on a topic: rules' words with clauses, and the problems for which each of them counts.

    `by_problem` is empty where the case's own facts picked the rules. No words at all means that the policy is silent.
    """

    topic: str
    said: tuple[Said, ...]
    by_problem: Mapping[str, tuple[str, ...]]

    @property
    def silent(self) -> bool:
        """Whether the policy says nothing on the topic."""
        return not self.said


def answer_topic(topic: str, case: Case, names: Mapping[str, str]) -> TopicAnswer:
    """Answers a topic for a case: with its facts where the problem is known, else problem by problem.

    Rules that a fact already rules out are left out; rules that still depend on something unknown are told, since
    their own words say on what they depend.
    """
    policy = case.policy
    rules = [rule for rule in policy.rules.values() if concerns(rule, topic, policy)]
    if PROBLEM in case.values:
        rules = [rule for rule in rules if _may_hold(rule, case)] or rules
    said = said_by(case, [rule.id for rule in rules], names)
    return TopicAnswer(topic, said, {} if PROBLEM in case.values else _problems_of(rules, policy))


def _may_hold(rule: Rule, case: Case) -> bool:
    evaluation = evaluate(case)
    return rule.id not in evaluation.settlement.beaten and evaluation.truth_of(rule.id) is not False


def concerns(rule: Rule, topic_name: str, policy: ShopPolicy) -> bool:
    """Whether a rule answers a topic: named by it, settling its outcomes, adding its items, or about its problem."""
    topic = policy.vocabulary.topics[topic_name]
    if topic_name in rule.about:
        return True
    if any(rule.speaks_on(outcome) for outcome in topic.outcomes):
        return True
    codes = {code for items in rule.adds.values() for code in items}
    if codes & set(topic.items) or any(rule.adds.get(name) for name in topic.lists):
        return True
    return _only_about(rule, topic)


def _only_about(rule: Rule, topic: Topic) -> bool:
    """Whether the rule is made for the topic's problems: it decides on them, and no other problem ever meets it."""
    if not topic.problems or not rule.speaks_on("eligible"):
        return False
    fitting = [problem for problem in topic.problems if simplified(rule.when, PROBLEM, problem) != NEVER]
    return bool(fitting) and simplified(rule.when, PROBLEM, "none of the problems") == NEVER


def _problems_of(rules: Sequence[Rule], policy: ShopPolicy) -> dict[str, tuple[str, ...]]:
    """For each rule, the problems it is about; empty for a rule about every problem."""
    problems = policy.vocabulary.facts[PROBLEM].possible_values()
    by_rule = {}
    for rule in rules:
        fitting = tuple(str(problem) for problem in problems if simplified(rule.when, PROBLEM, problem) != NEVER)
        by_rule[rule.id] = () if len(fitting) == len(problems) else fitting
    return by_rule
