"""The linter's reading of the text: each kind of mistake planted once, found with its place and mend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aftersales.policy.facts import Vocabulary
from aftersales.policy.lint.report import Finding
from aftersales.policy.lint.text import check_text, cited_clauses, uncited_clauses
from aftersales.policy.loader import load_policy
from aftersales.policy.model import ShopPolicy

SOUND = """\
shop: small
name: Small Shop
source: invented
windows:
  arrival: {from: delivered_on, days: 7, tested: reported_on, words: a week}
rules:
  covered:
    cites: [C-1]
    when: {problem: defective, in: arrival}
    then: {eligible: yes}
    say: "Covered until {arrival}, order {order_number} of {shop}."
  opened:
    cites: [C-2]
    over: [covered]
    when: {problem: defective, opened_body: true}
    then: {eligible: no}
    say: "Opened."
readings:
  - {clauses: [C-1], read_as: "A week has seven days."}
clauses:
  C-1: Faults are mended.
  C-2: Opened items are not.
  C-3: The shop is small.
information:
  C-3: It decides nothing.
"""

Check = Callable[..., list[Finding]]


@pytest.fixture
def policy(tmp_path: Path, vocabulary: Vocabulary) -> Callable[..., ShopPolicy]:
    def load(*changes: tuple[str, str]) -> ShopPolicy:
        text = SOUND
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        path = tmp_path / "small.yml"
        path.write_text(text, encoding="utf-8")
        return load_policy(path, vocabulary)

    return load


def test_a_sound_policy_has_no_mistakes(policy: Callable[..., ShopPolicy]) -> None:
    assert list(check_text(policy())) == []
    assert cited_clauses(policy()) == {"C-1", "C-2"}
    assert uncited_clauses(policy()) == []


PLANTED = [
    pytest.param("cites: [C-2]", "cites: [C-2, C-9]", ":12 rule opened", "it names C-9", id="an unknown clause"),
    pytest.param("{clauses: [C-1],", "{clauses: [C-8],", " readings", "it names C-8", id="a reading of no clause"),
    pytest.param(
        "  C-3: It decides nothing.", "  C-3: x\n  C-7: x", " information", "it names C-7", id="no clause"
    ),
    pytest.param("information:\n  C-3: It decides nothing.\n", "", ":23", "no rule cites C-3", id="an uncited clause"),
    pytest.param("cites: [C-2]", "cites: [C-2, C-3]", " information", "C-3 is listed", id="information that is cited"),
    pytest.param("    then: {eligible: no}\n", "", ":12 rule opened", "it decides nothing", id="an idle rule"),
    pytest.param('"Opened."', '"By {nobody}."', ":12 rule opened", "['nobody']", id="a place nobody fills in"),
    pytest.param('"Opened."', '"By {}."', ":12 rule opened", "['']", id="a place without a name"),
    pytest.param('"Opened."', '"By {arrival"', ":12 rule opened", "braces", id="a brace left open"),
    pytest.param('"Opened."', '" "', ":12 rule opened", "no words", id="no words for the customer"),
    pytest.param("then: {eligible: no}", "then: {send_to: china}", ":12 rule opened", "no outcome in common",
                 id="an exception that cannot beat"),
    pytest.param("    when: {problem: defective, in: arrival}\n", "    over: [opened]\n", ":7 rule covered",
                 "it beats itself in the end", id="a circle of exceptions"),
    pytest.param("  arrival:", "  other: {from: placed_on, days: 1, tested: reported_on, words: w}\n  arrival:",
                 ":5 window other", "no rule looks at it", id="a window nobody uses"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "message"), PLANTED)
def test_a_planted_mistake_is_found(
    policy: Callable[..., ShopPolicy], old: str, new: str, place: str, message: str
) -> None:
    found = list(check_text(policy((old, new))))
    matching = [finding for finding in found if message in finding.message]
    assert matching
    assert matching[0].where.endswith(f"small.yml{place}")
    assert matching[0].mend
    assert str(matching[0]) == f"{matching[0].where}: {matching[0].message}. {matching[0].mend}"


def test_a_rule_over_itself_is_a_circle(policy: Callable[..., ShopPolicy]) -> None:
    found = list(check_text(policy(("over: [covered]", "over: [opened]"))))
    assert any("it beats itself" in finding.message for finding in found)


def test_a_window_named_only_in_words_is_used(policy: Callable[..., ShopPolicy]) -> None:
    assert list(check_text(policy(("{problem: defective, in: arrival}", "{problem: defective}")))) == []
