"""What the linter reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aftersales.policy.model import Rule, ShopPolicy


@dataclass(frozen=True)
class Finding:
    """One mistake in a policy: where it stands, what is wrong, and the mend."""

    where: str
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}. {self.mend}"


@dataclass(frozen=True)
class Report:
    """All mistakes of one policy, and what it leaves silent: for each outcome, the problems for which nothing is said.

    `cases` is how many situations were tried; `complete` tells whether these were all.
    """

    shop: str
    findings: tuple[Finding, ...]
    silent: Mapping[str, tuple[str, ...]]
    cases: int
    complete: bool


def at_rule(policy: ShopPolicy, rule: Rule) -> str:
    """Where a rule stands."""
    return f"{policy.path}:{rule.line} rule {rule.id}"
