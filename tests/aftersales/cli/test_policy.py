"""`aftersales policy`: check, show, clauses, explain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aftersales.cli import app

SHOPS = ["qualir", "guarantee", "highvalue", "rma", "saferexpert"]
SOUND = """\
shop: small
name: Small Shop
source: invented
rules:
  covered: {cites: [C-1], say: "Mended [free].", when: {problem: defective}, then: {eligible: yes, remedies: [repair]}}
  opened:
    {cites: [C-2], say: Opened., over: [covered], when: {problem: defective, opened_body: true}, then: {eligible: no}}
readings:
  - {clauses: [C-1], read_as: "Mended means repaired."}
clauses: {C-1: Faults are mended., C-2: Opened items are not., C-3: Small.}
information: {C-3: It decides nothing.}
"""


def policy(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(app, ["policy", *arguments], input=given)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yml").write_text(SOUND, encoding="utf-8")
    return tmp_path


class TestCheck:
    def test_passes_the_five_shops(self) -> None:
        result = policy("check")
        assert result.exit_code == 0
        assert [line.split(":")[0] for line in result.stdout.splitlines() if not line.startswith(" ")] == sorted(SHOPS)
        assert result.stdout.count("0 mistakes") == 5

    def test_lists_what_a_policy_leaves_silent(self, folder: Path) -> None:
        result = policy("check", "small", "--policies", str(folder))
        assert result.exit_code == 0
        assert "silent on return_postage: change_of_mind, damaged_in_transit, defective" in result.stdout

    def test_names_a_mistake_with_its_place_and_mend(self, folder: Path) -> None:
        (folder / "small.yml").write_text(SOUND.replace("over: [covered], ", ""), encoding="utf-8")
        result = policy("check", "--policies", str(folder))
        assert result.exit_code == 1
        assert "small.yml:5 rule covered: it conflicts with `opened` on eligible. Put the exception" in result.stdout
        assert result.stderr.strip() == "1 mistake"

    def test_names_what_cannot_be_read_and_goes_on(self, folder: Path) -> None:
        (folder / "broken.yml").write_text(SOUND.replace("shop: small", "shop: broken\nspirit: good"), encoding="utf-8")
        result = policy("check", "--policies", str(folder))
        assert result.exit_code == 1
        assert "broken.yml:2: unknown section `spirit`" in result.stdout
        assert "small: " in result.stdout

    def test_names_an_unknown_shop(self, folder: Path) -> None:
        result = policy("check", "tall", "--policies", str(folder))
        assert result.exit_code == 1
        assert "no policy for shop 'tall'" in result.stderr
        assert "known shops: small" in result.stderr


class TestShow:
    def test_shows_rules_with_words_clauses_and_readings(self, folder: Path) -> None:
        result = policy("show", "small", "--policies", str(folder))
        assert result.exit_code == 0
        for word in ("covered", "C-1", "Mended [free].", "C-1 read as: Mended means repaired."):
            assert word in result.stdout

    @pytest.mark.parametrize("shop", SHOPS)
    def test_shows_every_shop(self, shop: str) -> None:
        assert policy("show", shop).exit_code == 0

    def test_names_an_unknown_shop(self) -> None:
        assert policy("show", "tall").exit_code == 1


class TestClauses:
    def test_lists_each_clause_with_its_rules(self, folder: Path) -> None:
        result = policy("clauses", "small", "--policies", str(folder))
        assert result.stdout.splitlines() == [
            "C-1  Faults are mended.  [covered]",
            "C-2  Opened items are not.  [opened]",
            "C-3  Small.  [information: It decides nothing.]",
        ]

    def test_can_list_only_those_nobody_cites(self, folder: Path) -> None:
        (folder / "small.yml").write_text(SOUND.split("information")[0], encoding="utf-8")
        result = policy("clauses", "small", "--uncited", "--policies", str(folder))
        assert result.stdout.splitlines() == ["C-3  Small.  [information: nothing]"]

    @pytest.mark.parametrize("shop", SHOPS)
    def test_none_is_uncited_in_the_five_shops(self, shop: str) -> None:
        assert policy("clauses", shop, "--uncited").stdout == ""

    def test_names_an_unknown_shop(self) -> None:
        assert policy("clauses", "tall").exit_code == 1


class TestExplain:
    def request(self, **facts: object) -> str:
        return json.dumps({"shop": "small", "today": "2025-03-04", "facts": {"problem": "defective", **facts}})

    def test_tells_what_holds_what_was_beaten_and_the_nearest_yes(self, folder: Path) -> None:
        result = policy("explain", "--policies", str(folder), given=self.request(opened_body=True))
        assert result.exit_code == 0
        assert result.stdout.splitlines() == [
            "not_eligible (C-2)",
            "  opened (C-2): Opened.",
            "  covered is beaten by opened",
            "  it would be eligible with {'opened_body': False}",
        ]

    def test_tells_what_is_not_settled(self, folder: Path) -> None:
        result = policy("explain", "--policies", str(folder), given=self.request())
        assert "needs_info" in result.stdout
        assert "not settled: eligible (unknown: opened_body)" in result.stdout

    @pytest.mark.parametrize("given", ["nonsense", "{}", '{"shop": "tall", "today": "2025-03-04"}'])
    def test_refuses_a_bad_request(self, folder: Path, given: str) -> None:
        result = policy("explain", "--policies", str(folder), given=given)
        assert result.exit_code == 1
        assert result.stderr
