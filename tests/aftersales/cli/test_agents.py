"""`aftersales agents`: adding, listing and disabling the people at the desk."""

from datetime import datetime, timezone

import pytest
from click.testing import Result
from sqlalchemy.engine import Engine
from typer.testing import CliRunner

from aftersales.cli import app
from aftersales.errors import SignInRefused
from aftersales.records import audit
from aftersales.records.agents import get
from aftersales.records.database import reading
from aftersales.services.desk.sign_in import sign_in, signed_in

NOW = datetime(2025, 3, 4, 10, 30, tzinfo=timezone.utc)
PASSWORD = "a long enough one"


@pytest.fixture
def ledger(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv("DATABASE_URL", str(sqlite.url))
    return sqlite


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["agents", *arguments], input=typed)


def add(name: str = "Mia", password: str = PASSWORD) -> Result:
    return run("add", name, "--shown", "Mia Berg", typed=f"{password}\n{password}\n")


def test_an_agent_is_added_and_can_sign_in(ledger: Engine) -> None:
    assert "mia can sign in now; customers read Mia Berg" in add().output
    agent = signed_in(ledger, sign_in(ledger, "mia", PASSWORD, "127.0.0.1", NOW), NOW)
    assert (agent.name, agent.shown_as) == ("mia", "Mia Berg")


def test_the_password_itself_is_not_kept(ledger: Engine) -> None:
    add()
    with reading(ledger) as session:
        kept = get(session, "mia").password_hash
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [("mia", "short", "10 to 200 characters"), ("Mi Berg", PASSWORD, "small letters"), ("", PASSWORD, "small letters")],
)
def test_what_cannot_be_is_refused_with_the_mend(ledger: Engine, name: str, password: str, said: str) -> None:
    result = add(name, password)
    assert (result.exit_code, said in result.output) == (1, True)
    assert "mia" not in run("list").output


def test_a_name_is_given_once(ledger: Engine) -> None:
    add()
    assert "already" in add("MIA").output


def test_a_disabled_agent_is_signed_out_and_stays_out(ledger: Engine) -> None:
    add()
    token = sign_in(ledger, "mia", PASSWORD, "127.0.0.1", NOW)
    assert run("disable", "mia").exit_code == 0
    assert signed_in(ledger, token, NOW) is None
    with pytest.raises(SignInRefused):
        sign_in(ledger, "mia", PASSWORD, "127.0.0.1", NOW)
    assert "no" in run("list").output.split("mia")[1]
    with reading(ledger) as session:
        assert [entry.action for entry in audit.about(session, "agent:mia")] == [
            "add_agent",
            "sign_in",
            "disable_agent",
        ]


def test_nobody_is_disabled_who_is_not_there(ledger: Engine) -> None:
    assert "no agent" in run("disable", "tom").output
