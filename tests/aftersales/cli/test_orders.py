"""`aftersales orders` and `aftersales db`: what they print, and the exit code."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from aftersales.cli.database import database_app
from aftersales.cli.orders import orders_app

ORDER = {
    "shop": "qualir",
    "number": "QA-1",
    "email": "a@example.com",
    "status": "placed",
    "placed_on": "2025-02-01",
    "currency": "EUR",
    "lines": [{"sku": "CAM", "name": "Camera", "quantity": 2, "unit_price": 53.10}],
}


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of the test's own, named in the environment."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'ledger.db'}")
    monkeypatch.setenv("AFTERSALES_TODAY", "2025-03-04")


@pytest.fixture
def upgraded(ledger: None) -> None:
    assert "revision" in CliRunner().invoke(database_app, ["upgrade"]).output


def import_file(tmp_path: Path, *rows: object, options: tuple[str, ...] = ()) -> Result:
    file = tmp_path / "orders.json"
    file.write_text(json.dumps(rows))
    return CliRunner().invoke(orders_app, ["import", str(file), *options])


@pytest.mark.usefixtures("upgraded")
def test_good_rows_are_counted(tmp_path: Path) -> None:
    done = import_file(tmp_path, ORDER, ORDER | {"number": "QA-2"})
    assert (done.exit_code, done.output) == (0, "2 created, 0 updated, 0 unchanged, 0 bad\n")
    assert import_file(tmp_path, ORDER).output == "0 created, 0 updated, 1 unchanged, 0 bad\n"


@pytest.mark.usefixtures("upgraded")
def test_a_bad_row_is_told_and_ends_with_exit_code_1(tmp_path: Path) -> None:
    done = import_file(tmp_path, ORDER, ORDER | {"number": "QA-2", "shop": "nowhere"})
    assert done.exit_code == 1
    assert "line 1 (QA-2): shop: no shop is called 'nowhere'. Write one of guarantee, " in done.output
    assert "1 created, 0 updated, 0 unchanged, 1 bad" in done.output


@pytest.mark.usefixtures("upgraded")
def test_all_or_nothing_says_that_nothing_was_imported(tmp_path: Path) -> None:
    done = import_file(tmp_path, ORDER, {}, options=("--all-or-nothing",))
    assert done.exit_code == 1
    assert "0 created, 0 updated, 0 unchanged, 1 bad; nothing was imported" in done.output


@pytest.mark.usefixtures("ledger")
def test_a_database_without_tables_is_told_with_the_mend(tmp_path: Path) -> None:
    for done in (import_file(tmp_path, ORDER), CliRunner().invoke(database_app, ["fill-demo"])):
        assert done.exit_code == 1
        assert "Run `aftersales db upgrade`." in done.output


@pytest.mark.usefixtures("upgraded")
def test_demo_orders_are_filled_once_and_listed() -> None:
    for answer in (
        "70 demo orders added, 0 moved to today, 0 kept.",
        "0 demo orders added, 0 moved to today, 70 kept.",
    ):
        assert CliRunner().invoke(database_app, ["fill-demo"]).output == f"{answer}\n"
    listed = CliRunner().invoke(orders_app, ["list", "--shop", "rma"]).output
    assert "ON-40567" in listed
    assert "QA-10234" not in listed


def test_a_wrong_database_url_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/x")
    done = CliRunner().invoke(database_app, ["upgrade"])
    assert done.exit_code == 1
    assert "DATABASE_URL: mysql is not supported. Write sqlite:///" in done.output
