"""The vocabulary: what facts can be, and a vocabulary file that is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aftersales.errors import PolicyError
from aftersales.policy.facts import Fact, Vocabulary
from aftersales.policy.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("fact", "possible", "impossible"),
    [
        ("opened_body", [True, False, "not_known"], ["yes", 1, None, "true", date(2025, 1, 1)]),
        ("cause", ["wear", "not_known"], ["own_doing", "magic", True, None, 3]),
        ("warranty_years", [0, 2, Decimal("1.5")], [True, "2", None]),
        ("delivered_on", [date(2025, 1, 1)], ["2025-01-01", 3, None]),
        ("warehouse", ["US", ""], [3, None, True]),
    ],
)
def test_a_fact_allows_values_of_its_type(
    vocabulary: Vocabulary, fact: str, possible: list[Any], impossible: list[Any]
) -> None:
    allows = vocabulary.facts[fact].allows
    assert all(allows(value) for value in possible)
    assert not any(allows(value) for value in impossible)


def test_a_group_stands_for_its_values(vocabulary: Vocabulary) -> None:
    cause = vocabulary.facts["cause"]
    assert cause.expand("man_made") == {"accident", "misuse"}
    assert cause.expand(["man_made", "wear"]) == {"accident", "misuse", "wear"}
    assert cause.expand("wear") == {"wear"}


@pytest.mark.parametrize(
    ("known_by", "question", "askable", "pending"),
    [
        ("customer", "Well?", True, False),
        ("customer", "", False, False),
        ("order", "Well?", True, False),
        ("order", "", False, False),
        ("step", "Well?", False, True),
        ("inspection", "Well?", False, True),
    ],
)
def test_who_knows_a_fact_tells_whether_it_is_asked(known_by: Any, question: str, askable: bool, pending: bool) -> None:
    fact = Fact(type="yes_no", known_by=known_by, question=question)
    assert (fact.askable, fact.may_be_pending) == (askable, pending)


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("cause", "wear", "normal wear over time"),
        ("opened_body", True, "the housing was opened for a repair"),
        ("opened_body", False, "not so: the housing was opened for a repair"),
        ("warranty_years", 2, "the product's warranty in years: 2"),
    ],
)
def test_a_fact_is_told_in_words(vocabulary: Vocabulary, fact: str, value: Any, words: str) -> None:
    assert vocabulary.facts[fact].describe(value) == words


def test_every_customer_fact_can_be_asked_or_told(vocabulary: Vocabulary) -> None:
    for fact in vocabulary.facts.values():
        if fact.known_by == "customer":
            assert fact.question.endswith("?")
        if fact.type == "yes_no":
            assert fact.words


def test_every_name_of_a_topic_exists(vocabulary: Vocabulary) -> None:
    items = {item for codes in vocabulary.lists.values() for item in codes}
    problems = set(vocabulary.facts["problem"].values)
    for topic in vocabulary.topics.values():
        assert set(topic.outcomes) <= set(vocabulary.outcomes)
        assert set(topic.lists) <= set(vocabulary.lists)
        assert set(topic.problems) <= problems
        shops_may_add = set(topic.items) - items
        assert all("_" in item for item in shops_may_add)


def test_an_item_knows_its_list(vocabulary: Vocabulary) -> None:
    assert vocabulary.list_of("refund") == "remedies"
    assert vocabulary.list_of("moon") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("facts: {f: {type: choice, known_by: customer}}\n", "the choice `f` has no values"),
        ("facts: {f: {type: sometimes, known_by: customer}}\n", "`f`"),
        ("facts: {f: {type: choice, known_by: step, values: {a: A}, groups: {g: [z]}}}\n", "['z']"),
        ("outcomes: {o: {values: [a]}}\n", "`words`"),
        ("topics: {t: {words: w, outcome: x}}\n", "`outcome`"),
        ("lists: {l: {a: 3}}\n", "list `l`"),
        ("spirit: good\n", "['spirit']"),
    ],
)
def test_a_wrong_vocabulary_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "facts.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as refused:
        load_vocabulary(path)
    assert message in refused.value.message
    assert str(path) in refused.value.where
    assert refused.value.mend
