"""What the commands print in tables: nothing is lost, nothing in it is taken for formatting."""

import sys

import pytest
from rich.text import Text

from aftersales.cli.printing import print_table

LONG = "anna.with.a.rather.long.name@post.example.com"


@pytest.mark.parametrize("written", ["Lamp [bold]red[/bold]", "[/nothing]", "Great :smile:", r"C:\[new]"])
def test_cells_are_printed_as_they_were_written(written: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["words"], [[written]])
    assert written in capsys.readouterr().out


def test_so_is_the_title(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["words", "clause"], [["Thirty days to return", "R-01"]], title="[red]Shop[/red]")
    assert "[red]Shop[/red]" in capsys.readouterr().out


def test_in_a_pipe_every_row_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    print_table(["to"] * 6, [[LONG] * 6])
    assert any(line.count(LONG) == 6 for line in capsys.readouterr().out.splitlines())


def test_on_a_narrow_terminal_cells_are_folded_and_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_table(["to"], [[LONG]])
    lines = Text.from_ansi(capsys.readouterr().out).plain.splitlines()
    assert max(map(len, lines)) == 30
    assert "".join(line.strip("│ ") for line in lines if "│" in line) == LONG
