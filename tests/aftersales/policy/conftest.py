"""Small invented policies to test one thing at a time, and the five shops' own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest

from aftersales.policy.case import Case
from aftersales.policy.engine import Evaluation, evaluate
from aftersales.policy.facts import Vocabulary
from aftersales.policy.loader import load_policies, load_policy
from aftersales.policy.model import ShopPolicy
from aftersales.policy.vocabulary import load_vocabulary

POLICIES = Path(__file__).parents[3] / "policies"
TODAY = date(2025, 3, 4)

MakePolicy = Callable[..., ShopPolicy]
MakeCase = Callable[..., Case]
Evaluate = Callable[..., Evaluation]


@pytest.fixture(scope="session")
def policies() -> Mapping[str, ShopPolicy]:
    """The five shops' policies."""
    return load_policies(POLICIES)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(POLICIES / "facts.yml")


@pytest.fixture
def policy_of(tmp_path: Path, vocabulary: Vocabulary) -> MakePolicy:
    """Loads a policy from its sections; clauses C-1 to C-9 exist, and a rule's `cites` and `say` may be left out."""

    def load(rules: str = "", **sections: str) -> ShopPolicy:
        clauses = "\n".join(f"C-{number}: clause {number}" for number in range(1, 10))
        written = {"rules": with_defaults(rules), "clauses": clauses, **sections}
        text = "shop: small\nname: Small Shop\nsource: invented\n"
        text += "".join(f"{key}:\n{indent(dedent(body).strip(), '  ')}\n" for key, body in written.items())
        path = tmp_path / "small.yml"
        path.write_text(text, encoding="utf-8")
        return load_policy(path, vocabulary)

    return load


def with_defaults(rules: str) -> str:
    """One-line rules `name: {...}`, each given a clause and words where it has none."""
    lines = []
    for line in dedent(rules).strip().splitlines():
        name, body = line.split(": {", 1)
        cites = "" if "cites:" in body else "cites: [C-1], "
        say = "" if "say:" in body else "say: words, "
        lines.append(f"{name}: {{{cites}{say}{body}")
    return "\n".join(lines)


@pytest.fixture
def case_of() -> MakeCase:
    """A case with the given facts, reported today."""

    def case(policy: ShopPolicy, today: date = TODAY, spans: Any = None, **facts: Any) -> Case:
        return Case(policy, {"reported_on": today, **facts}, today, spans)

    return case


@pytest.fixture
def evaluated(case_of: MakeCase) -> Evaluate:
    """What the policy says to the given facts."""

    def run(policy: ShopPolicy, today: date = TODAY, **facts: Any) -> Evaluation:
        return evaluate(case_of(policy, today, **facts))

    return run
