"""Answers an agent need not type: common sentences, and the clauses of the shop's policy in words for customers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aftersales.policy.model import ShopPolicy
from aftersales.services.desk.case import CaseShown
from aftersales.services.wording import words

COMMON = ("greeting", "looking_into_it", "need_photo", "need_order", "goodwill", "anything_else")


@dataclass(frozen=True)
class CannedAnswer:
    """An answer to put into the line: a short title to find it by, and its text; is_cited marks the case's clauses."""

    title: str
    text: str
    is_cited: bool = False


def canned_answers(case: CaseShown, agent: str, policy: ShopPolicy | None) -> list[CannedAnswer]:
    """The common sentences, the clauses that the decision rests on, then the policy's other clauses.

    agent is the name that customers read.
    """
    name = case.summary.customer.get("name") or words("canned_customer")
    values = {"customer": name, "agent": agent, "shop": policy.name if policy else ""}
    common = [CannedAnswer(words(f"canned_{each}_title"), words(f"canned_{each}", values)) for each in COMMON]
    return [*common, *(_clauses(case, policy) if policy else ())]


def _clauses(case: CaseShown, policy: ShopPolicy) -> Iterator[CannedAnswer]:
    cited = [clause for clause, _ in case.summary.clauses if clause in policy.clauses]
    for clause in dict.fromkeys([*cited, *policy.clauses]):
        told = words("canned_clause", {"shop": policy.name, "clause": clause, "words": policy.clauses[clause]})
        yield CannedAnswer(f"{clause}: {policy.clauses[clause]}", told, clause in cited)
