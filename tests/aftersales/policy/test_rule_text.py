"""Rules as written: what each form of a condition means, and every wrong name refused."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales.errors import PolicyError
from aftersales.policy.facts import Vocabulary
from aftersales.policy.model import AllOf, AnyOf, Condition, FactIs, InWindow, NotSo, Told
from aftersales.policy.rule_text import LimitText, Reader, RuleText

TRUE, FALSE = frozenset([True]), frozenset([False])
OPENED, FLASHED = FactIs("opened_body", TRUE), FactIs("flashed_firmware", TRUE)


@pytest.fixture
def reader(vocabulary: Vocabulary) -> Reader:
    return Reader(vocabulary, {"arrival", "warranty"})


def rule(reader: Reader, **text: Any) -> Any:
    return reader.rule("r", RuleText(**{"cites": ["C-1"], "say": "words", **text}), 3, "small.yml:3 rule r")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ({}, AllOf(())),
        ({"opened_body": True}, OPENED),
        ({"opened_body": True, "flashed_firmware": True}, AllOf((OPENED, FLASHED))),
        ({"cause": ["wear", "accident"]}, FactIs("cause", frozenset(["wear", "accident"]))),
        ({"cause": "man_made"}, FactIs("cause", frozenset(["accident", "misuse"]))),
        ({"cause": ["man_made", "wear"]}, FactIs("cause", frozenset(["accident", "misuse", "wear"]))),
        ({"warranty_years": 2}, FactIs("warranty_years", frozenset([2]))),
        ({"in": "arrival"}, InWindow("arrival", True)),
        ({"past": "arrival"}, InWindow("arrival", False)),
        ({"in": ["arrival", "warranty"]}, AnyOf((InWindow("arrival", True), InWindow("warranty", True)))),
        ({"any": {"opened_body": True, "flashed_firmware": True}}, AnyOf((OPENED, FLASHED))),
        ({"any": [{"opened_body": True}, {"flashed_firmware": True}]}, AnyOf((OPENED, FLASHED))),
        ({"all": [{"opened_body": True}, {"flashed_firmware": True}]}, AllOf((OPENED, FLASHED))),
        ({"not": {"opened_body": True, "flashed_firmware": True}}, NotSo(AllOf((OPENED, FLASHED)))),
        ({"told": {"opened_body": False}}, AllOf((Told("opened_body", FALSE),))),
    ],
)
def test_a_condition_means_what_it_says(reader: Reader, text: dict[str, Any], condition: Condition) -> None:
    assert reader.condition(text, "here") == condition


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ({"moon": True}, "the fact `moon` is not declared"),
        ({"opened_body": "yes"}, "['yes']"),
        ({"opened_body": None}, "[None]"),
        ({"cause": "magic"}, "['magic']"),
        ({"cause": ["wear", "magic"]}, "['magic']"),
        ({"cause": []}, "`cause` cannot be []"),
        ({"cause": {"wear": True}}, "`cause` cannot be"),
        ({"cause": [["wear", {}]]}, "`cause` cannot be"),
        ({"warranty_years": True}, "[True]"),
        ({"delivered_on": "2024-01-01"}, "`delivered_on` cannot be"),
        ({"warehouse": "US"}, "`warehouse` cannot be"),
        ({"in": "summer"}, "the window `summer` is not declared"),
        ({"in": {"arrival": True}}, "is not declared"),
        ({"past": []}, "names no window"),
        ({"told": True}, "`told` needs a mapping"),
        ({"told": {"moon": True}}, "the fact `moon` is not declared"),
        ({"any": True}, "`any` needs"),
        ({"any": []}, "`any` needs"),
        ({"all": {}}, "`all` needs"),
        ({"any": ["opened_body"]}, "a condition must be a mapping"),
        ({"not": True}, "a condition must be a mapping"),
    ],
)
def test_a_wrong_condition_is_refused(reader: Reader, text: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError) as refused:
        reader.condition(text, "small.yml:3 rule r")
    assert message in refused.value.message
    assert refused.value.where == "small.yml:3 rule r"
    assert refused.value.mend


def test_outcomes_lists_and_topics_are_kept_apart(reader: Reader) -> None:
    read = rule(reader, then={"eligible": "yes", "steps": "report_first"}, about=["courier"], over=["other"])
    assert (read.settles, read.adds) == ({"eligible": "yes"}, {"steps": ("report_first",)})
    assert (read.about, read.over, read.leaves_open) == (("courier",), ("other",), {})
    assert read.speaks_on("eligible")
    assert not read.speaks_on("send_to")


def test_discretion_and_what_is_unclear_leave_outcomes_open(reader: Reader) -> None:
    read = rule(reader, may={"eligible": "no"}, unclear={"send_to": "silent", "import_duty": "conflict"})
    assert read.leaves_open == {"eligible": "discretion", "send_to": "silent", "import_duty": "conflict"}
    assert read.speaks_on("import_duty")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ({"cites": []}, "rule `r` cites no clause"),
        ({"then": {"luck": "yes"}}, "there is no outcome `luck`"),
        ({"then": {"eligible": "maybe"}}, "`eligible` cannot be 'maybe'"),
        ({"then": {"eligible": True}}, "`eligible` cannot be True"),
        ({"then": {"refund_within": 3}}, "`refund_within` cannot be 3"),
        ({"then": {"remedies": ["money"]}}, "`remedies` has no ['money']"),
        ({"then": {"remedies": {"refund": True}}}, "`remedies` has no"),
        ({"then": {"remedies": []}}, "`remedies` is empty"),
        ({"may": {"eligible": "perhaps"}}, "`eligible` cannot be 'perhaps'"),
        ({"may": {"remedies": ["refund"]}}, "there is no outcome `remedies`"),
        ({"unclear": {"luck": "silent"}}, "there is no outcome `luck`"),
        ({"then": {"eligible": "yes"}, "may": {"eligible": "no"}}, "both settles `eligible` and leaves it open"),
        ({"then": {"eligible": "yes"}, "unclear": {"eligible": "silent"}}, "both settles `eligible`"),
        ({"about": ["weather"]}, "there is no topic ['weather']"),
        ({"when": {"moon": True}}, "the fact `moon` is not declared"),
    ],
)
def test_a_wrong_rule_is_refused(reader: Reader, text: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError) as refused:
        rule(reader, **text)
    assert message in refused.value.message
    assert refused.value.where == "small.yml:3 rule r"
    assert refused.value.mend


def test_a_length_may_be_a_number_fact_with_bounds(reader: Reader) -> None:
    limit = LimitText("shipped_on", years="warranty_years", at_least=1, at_most=2)
    window = reader.window("w", {"tested": "reported_on", "words": "w"}, 1, "here", [limit])
    assert window.limits[0].length == "warranty_years"
    assert (window.limits[0].at_least, window.limits[0].at_most) == (1, 2)


def test_bounds_that_cross_are_refused(reader: Reader) -> None:
    limit = LimitText("shipped_on", years="warranty_years", at_least=2, at_most=1)
    with pytest.raises(PolicyError, match="at least 2 and at most 1"):
        reader.window("w", {"tested": "reported_on", "words": "w"}, 1, "here", [limit])
