"""How facts are heard stands in files of their own; what is wrong there is named with file, fact and value."""

from pathlib import Path

import pytest

from aftersales.errors import PolicyError
from aftersales.policy.vocabulary import load_vocabulary

FACTS = """facts:
  wet: {type: yes_no, known_by: customer}
  shade:
    type: choice
    known_by: customer
    values: {dark: dark, light: light}
    heard_as: {in_passing: {dark: [gloomy]}}
"""


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.yml"
    path.write_text(FACTS, encoding="utf-8")
    (tmp_path / "heard_as").mkdir()
    return path


def write(facts: Path, name: str, text: str) -> Path:
    path = facts.parent / "heard_as" / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_fact_has_the_phrases_of_its_file(facts: Path) -> None:
    path = write(facts, "wet.yml", "in_passing:\n  yes: [got wet]\ndenied: [wet]\n")
    wet = load_vocabulary(facts).facts["wet"]
    assert wet.heard_as == {"in_passing": {"yes": ["got wet"]}, "denied": ["wet"]}
    assert wet.heard_in == str(path)


def test_phrases_may_stand_with_the_fact_as_a_shop_writes_them(facts: Path) -> None:
    shade = load_vocabulary(facts).facts["shade"]
    assert shade.heard_as == {"in_passing": {"dark": ["gloomy"]}}
    assert shade.heard_in == str(facts)


@pytest.mark.parametrize(
    ("name", "text", "message", "where"),
    [
        ("wte.yml", "denied: [wet]\n", "there is no fact `wte`", "wte.yml"),
        ("shade.yml", "unless: [dark]\n", "the fact `shade` has a `heard_as` already", "shade.yml"),
        ("wet.yml", "denied: [wet]\nin_pasing: {}\n", "no `in_pasing`", "wet.yml:2 fact wet"),
        ("wet.yml", "in_passing:\n  maybe: [damp]\n", "`wet` cannot be `maybe`", "wet.yml:2 fact wet"),
        ("wet.yml", "as_answer:\n  yes: damp\n", "`yes` is no list of phrases", "wet.yml:2 fact wet"),
        ("wet.yml", "unless: [2]\n", "`unless` is no list of phrases", "wet.yml:1 fact wet"),
        ("wet.yml", "in_passing: [damp]\n", "`in_passing` is no mapping", "wet.yml fact wet"),
    ],
)
def test_what_is_wrong_is_named(facts: Path, name: str, text: str, message: str, where: str) -> None:
    write(facts, name, text)
    with pytest.raises(PolicyError) as refused:
        load_vocabulary(facts)
    assert message in refused.value.message
    assert refused.value.where.endswith(where)
    assert refused.value.mend


def test_phrases_that_are_no_mapping_are_refused(facts: Path) -> None:
    facts.write_text(FACTS.replace("{in_passing: {dark: [gloomy]}}", "[gloomy]"), encoding="utf-8")
    with pytest.raises(PolicyError, match="`heard_as` of `shade` is no mapping"):
        load_vocabulary(facts)
