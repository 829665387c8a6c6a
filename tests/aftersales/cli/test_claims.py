"""`aftersales claims`: what an operator types and what comes of it."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy.engine import Engine
from typer.testing import CliRunner

from aftersales.cli import app
from aftersales.policy.decision import decide
from aftersales.policy.loader import load_policies
from aftersales.records import cases, claims, confirmations, conversations
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim
from aftersales.services.claims.open_claim import open_claim
from aftersales.services.orders.requests import request_for_order
from aftersales.settings import PROJECT_ROOT
from tests.aftersales.camera_order import three_cameras

TODAY = date(2025, 3, 4)
NOW = datetime(2025, 3, 4, 10, 30, tzinfo=timezone.utc)
TOLD = {"problem": "defective", "cause": "manufacturing", "original_packaging": True, "all_accessories": True}


@pytest.fixture
def ledger(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The ledger that the commands find in their environment, on 4 March 2025."""
    monkeypatch.setenv("DATABASE_URL", str(sqlite.url))
    monkeypatch.setenv("AFTERSALES_TODAY", TODAY.isoformat())
    return sqlite


@pytest.fixture
def claim(ledger: Engine) -> Claim:
    """A claim on a faulty camera at rma, authorised on 4 March 2025."""
    policy = load_policies(PROJECT_ROOT / "policies")["rma"]
    order = three_cameras("rma")
    with writing(ledger) as session:
        session.add(order)
        session.flush()
        case = cases.open_case(session, conversations.get_or_start(session, "c1", NOW).id, "claim_warranty", NOW)
        yes = confirmations.prepare(session, case, "open_claim", {}, "Shall I?", NOW, timedelta(minutes=30))
        return open_claim(
            session,
            policy=policy,
            order_row=order,
            line_row=order.lines[0],
            quantity=1,
            flow="claim_warranty",
            remedy="replacement",
            decision=decide(request_for_order(policy, order, order.lines[0], 1, TOLD, TODAY)),
            facts_json={name: {"value": value, "source": "asked"} for name, value in TOLD.items()},
            words="It is covered.",
            confirmation=yes,
            conversation_id="c1",
            today=TODAY,
            now=NOW,
        )


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["claims", *words])


def stored(ledger: Engine, claim: Claim) -> Any:
    with reading(ledger) as session:
        return claims.find(session, claim.reference)


@pytest.mark.parametrize("filters", [(), ("--shop", "rma"), ("--state", "authorised")])
def test_claims_are_listed(claim: Claim, filters: tuple[str, ...]) -> None:
    done = run("list", *filters)
    assert done.exit_code == 0
    assert claim.reference in done.stdout
    assert claim.authorisation_number in done.stdout


@pytest.mark.parametrize("filters", [("--shop", "qualir"), ("--state", "sent")])
def test_filters_leave_out_the_others(claim: Claim, filters: tuple[str, ...]) -> None:
    assert claim.reference not in run("list", *filters).stdout


def test_a_claim_is_shown_by_any_of_its_numbers(claim: Claim) -> None:
    by_reference = run("show", claim.reference)
    assert run("show", claim.authorisation_number.lower()).stdout == by_reference.stdout
    for part in (
        "authorised (rma, order A-10234, 1 x Rear view camera)",
        "last day 2025-04-03: rma_return",
        "evidence photo_of_goods: needed",
        "fact cause: manufacturing (asked)",
        "requested -> authorised by assistant",
        "it can become: sent, arrived, settled, refused, withdrawn, expired",
    ):
        assert part in by_reference.stdout


def test_a_step_is_taken_with_its_facts_note_and_actor(ledger: Engine, claim: Claim) -> None:
    assert run("advance", claim.reference, "arrived", "--fact", "returned_undamaged=yes").exit_code == 0
    done = run(
        "advance", claim.reference, "inspected", "--fact", "inspection=faulty", "--note", "dark", "--actor", "ben"
    )
    assert done.stdout.splitlines()[0] == f"{claim.reference} is inspected ({claim.authorisation_number})."
    assert done.stdout.splitlines()[1].startswith("The policy says: eligible (R-02 ")
    assert stored(ledger, claim).facts["returned_undamaged"]["value"] is True
    assert "arrived -> inspected by ben: dark" in run("show", claim.reference).stdout


def test_a_decision_that_turns_proposes_the_refusal(
    ledger: Engine, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFTERSALES_TODAY", "2025-04-04")
    done = run("advance", claim.reference, "sent")
    assert f"Proposed next: aftersales claims advance {claim.reference} refused" in done.stdout
    assert stored(ledger, claim).state == "sent"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("inspected", "--fact", "inspection=faulty"), "It can become: sent, arrived, settled, refused"),
        (("lost",), "there is no state 'lost'"),
        (("sent", "--fact", "sent_back_on"), "'sent_back_on' is not name=value"),
        (("sent", "--fact", "weather=fine"), "there is no fact 'weather'"),
        (("sent", "--fact", "warranty_years=many"), "'many' is not possible"),
        (("arrived", "--fact", "returned_undamaged=perhaps"), "'perhaps' is not possible"),
    ],
)
def test_a_step_that_cannot_be_is_told_and_changes_nothing(
    ledger: Engine, claim: Claim, words: tuple[str, ...], told: str
) -> None:
    done = run("advance", claim.reference, *words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr
    assert stored(ledger, claim).state == "authorised"


def test_the_day_after_the_last_day_expires_the_claim(
    ledger: Engine, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFTERSALES_TODAY", "2025-04-03")
    assert run("expire").stdout == "Expired: 0.\n"
    monkeypatch.setenv("AFTERSALES_TODAY", "2025-04-04")
    assert run("expire").stdout == f"{claim.reference} expired\nExpired: 1.\n"
    assert stored(ledger, claim).state == "expired"


@pytest.mark.parametrize("words", [("show", "C-0000000000"), ("advance", "C-0000000000", "sent")])
def test_an_unknown_claim_is_told(ledger: Engine, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.exit_code == 1
    assert "there is no claim C-0000000000" in done.stderr


def test_a_database_without_tables_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    done = run("list")
    assert done.exit_code == 1
    assert "aftersales db upgrade" in done.stderr
