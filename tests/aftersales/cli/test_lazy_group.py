"""The command line offers every room, and loads the database's libraries only for those that need them."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from aftersales.cli import app


def test_help_names_every_command() -> None:
    shown = CliRunner().invoke(app, ["--help"]).output
    assert all(name in shown for name in ("decide", "policy", "orders", "claims", "db"))


@pytest.mark.parametrize("name", ["orders", "claims", "agents", "outbox", "db", "policy"])
def test_every_sub_command_can_be_reached(name: str) -> None:
    done = CliRunner().invoke(app, [name, "--help"])
    assert done.exit_code == 0
    assert f"aftersales {name} [OPTIONS]" in done.output.replace("root ", "aftersales ")
    assert "--install-completion" not in done.output


def test_an_unknown_command_is_told() -> None:
    done = CliRunner().invoke(app, ["nope"])
    assert (done.exit_code, "No such command 'nope'" in done.output) == (2, True)


def test_deciding_loads_no_database_libraries() -> None:
    look = "import sys, aftersales.cli; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
