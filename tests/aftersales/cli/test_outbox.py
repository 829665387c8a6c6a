"""`aftersales outbox`: what an operator sees of it and can do about it."""

from datetime import datetime, timezone

import pytest
from click.testing import Result
from sqlalchemy.engine import Engine
from typer.testing import CliRunner

from aftersales.cli import app
from aftersales.records import conversations, outbox, transcript
from aftersales.records.database import writing
from aftersales.services.news.outbox import post_event, post_mail

NOW = datetime(2025, 3, 4, 10, 30, tzinfo=timezone.utc)


@pytest.fixture(autouse=True)
def ledger(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A waiting e-mail and a webhook call that was given up."""
    monkeypatch.setenv("DATABASE_URL", str(sqlite.url))
    with writing(sqlite) as session:
        conversations.get_or_start(session, "c1", NOW)
        transcript.append(session, "c1", "customer", "Hello [bold]there[/bold]", NOW)
        about = {"conversation": "c1", "upto": 1}
        post_mail(session, "conversation.transcript", "c1:1", "rma", "anna@example.com", about, NOW)
        post_event(session, "claim.opened", "C-1", "rma", {"claim": "C-1"}, NOW)
        outbox.give_up(session, outbox.list_items(session, kind="webhook")[0], "answered 500")
    return sqlite


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["outbox", *arguments])


def test_list_shows_where_everything_stands() -> None:
    shown = run("list").output
    assert "anna@example.com" in shown
    assert "answered 500" in shown
    assert "Hello" not in shown


def test_list_can_be_narrowed_and_show_the_texts() -> None:
    assert "anna@example.com" not in run("list", "--state", "failed").output
    assert "claim.opened" not in run("list", "--kind", "mail").output
    assert "Hello [bold]there[/bold]" in run("list", "--texts").output


def test_what_was_given_up_is_tried_again() -> None:
    assert run("retry", "2").output == "2 will be tried again.\n"
    assert "answered 500" not in run("list", "--state", "failed").output


@pytest.mark.parametrize("arguments", [["retry", "1"], ["retry", "99"], ["list", "--state", "lost"]])
def test_what_cannot_be_done_is_told(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert done.output.count("\n") == 1


def test_forget_deletes_what_was_sent_long_ago(ledger: Engine) -> None:
    with writing(ledger) as session:
        outbox.mark_sent(session, outbox.list_items(session, kind="mail")[0], NOW)
    assert run("forget", "--days", "36500").output == "Deleted: 0.\n"
    assert run("forget").output == "Deleted: 1.\n"
