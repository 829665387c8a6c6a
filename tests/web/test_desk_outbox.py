"""E-mails at the desk: kept where no server takes them, shown with their texts, and given another try."""

from datetime import datetime, timezone

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import audit, conversations, outbox, transcript
from aftersales.records.database import reading, writing
from aftersales.services.news.outbox import post_event, post_mail
from tests.web.desk_agent import DeskAgent, signed_in_agents

HTML = {"Accept": "text/html"}
NOW = datetime(2025, 3, 4, 10, 30, tzinfo=timezone.utc)
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def agent(address: str, engine: Engine) -> DeskAgent:
    return signed_in_agents(address, engine, ("mia",))[0]


@pytest.fixture(autouse=True)
def _items(engine: Engine) -> None:
    """An e-mail that waits (1) and an event that was given up (2)."""
    with writing(engine) as session:
        conversations.get_or_start(session, "c1", NOW)
        transcript.append(session, "c1", "customer", SCRIPT, NOW)
        about = {"conversation": "c1", "upto": 1}
        post_mail(session, "conversation.transcript", "c1:1", "rma", "anna@example.com", about, NOW)
        post_event(session, "claim.opened", "C-1", "no-such-shop", {"claim": "C-1"}, NOW)
        outbox.give_up(session, outbox.list_items(session, kind="webhook")[0], f"it answered {SCRIPT}")


def page(agent: DeskAgent, state: str = "") -> str:
    return agent.client.get("/desk/outbox", params={"state": state}, headers=HTML).text


def test_without_a_mail_server_e_mails_are_kept_and_can_be_read(agent: DeskAgent) -> None:
    shown = page(agent)
    assert "No mail server is set up" in shown
    assert "to anna@example.com" in shown
    assert "Your conversation with RMA" in shown
    assert "given up after 0 tries" in shown


def test_what_customers_write_is_text(agent: DeskAgent) -> None:
    shown = page(agent)
    assert SCRIPT not in shown
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


def test_the_list_can_be_narrowed(agent: DeskAgent) -> None:
    assert "anna@example.com" not in page(agent, "failed")
    assert "claim.opened" not in page(agent, "waiting")
    assert "There is nothing here" in page(agent, "sent")
    assert "anna@example.com" in page(agent, "nonsense")


def test_what_was_given_up_gets_another_try_once_and_that_is_noted(agent: DeskAgent, engine: Engine) -> None:
    assert agent.sends("/desk/outbox/2/retry").status_code == 303
    assert agent.sends("/desk/outbox/2/retry").status_code == 404
    assert agent.sends("/desk/outbox/1/retry").status_code == 404
    with reading(engine) as session:
        (noted,) = audit.about(session, "outbox:2")
        assert (noted.actor, noted.action) == ("mia", "retry_outbox")


def test_reading_is_noted(agent: DeskAgent, engine: Engine) -> None:
    page(agent, "failed")
    with reading(engine) as session:
        assert [(entry.actor, entry.detail) for entry in audit.about(session, "outbox")] == [
            ("mia", {"state": "failed"})
        ]
