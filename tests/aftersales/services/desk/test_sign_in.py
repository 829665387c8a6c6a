"""Signing in: a random token, sessions that end, and a limit on guessing that many at once do not slip through."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from aftersales.errors import SignInRefused, TooManySignIns
from aftersales.records.database import reading, writing
from aftersales.records.tables import DeskSession
from aftersales.services.desk.agents import add_agent
from aftersales.services.desk.sign_in import renew, sign_in, sign_out, signed_in

PASSWORD = "a long enough one"
HERE = "192.0.2.1"


@pytest.fixture
def desk(engine: Engine, now: datetime) -> Engine:
    """A ledger with two agents."""
    with writing(engine) as session:
        for name in ("mia", "tom"):
            add_agent(session, name, "", PASSWORD, "operator", now)
    return engine


def tries(desk: Engine, name: str, now: datetime, address: str = HERE, password: str = "a wrong one") -> str:
    """How a try ended."""
    try:
        sign_in(desk, name, password, address, now)
    except (SignInRefused, TooManySignIns) as refusal:
        return type(refusal).__name__
    return "in"


def test_the_token_is_random_and_only_its_hash_is_kept(desk: Engine, now: datetime) -> None:
    tokens = [sign_in(desk, " MIA ", PASSWORD, HERE, now) for _ in range(2)]
    assert tokens[0] != tokens[1]
    assert all(len(token) >= 43 for token in tokens)
    with reading(desk) as session:
        kept = {row.token_hash for row in session.scalars(select(DeskSession))}
    assert len(kept) == 2
    assert not kept & set(tokens)


def test_a_wrong_name_and_a_wrong_password_are_refused_alike(desk: Engine, now: datetime) -> None:
    said = set()
    for name, password in (("mia", "a wrong one"), ("nobody", PASSWORD), ("", ""), ("mia" * 100, "x" * 500)):
        with pytest.raises(SignInRefused) as refusal:
            sign_in(desk, name, password, HERE, now)
        said.add(str(refusal.value))
    assert len(said) == 1


def test_a_session_ends_on_signing_out(desk: Engine, now: datetime) -> None:
    token = sign_in(desk, "mia", PASSWORD, HERE, now)
    sign_out(desk, token, now)
    assert signed_in(desk, token, now) is None


@pytest.mark.parametrize("token", ["", "x", "0" * 43])
def test_a_made_up_token_is_nobodys(desk: Engine, now: datetime, token: str) -> None:
    sign_in(desk, "mia", PASSWORD, HERE, now)
    assert signed_in(desk, token, now) is None
    assert renew(desk, token, now) is None


def test_a_session_is_over_after_two_idle_hours_and_after_twelve_in_any_case(desk: Engine, now: datetime) -> None:
    token = sign_in(desk, "mia", PASSWORD, HERE, now)
    for hour in range(1, 12):
        assert signed_in(desk, token, now + timedelta(hours=hour)) is not None
    assert signed_in(desk, token, now + timedelta(hours=12)) is None
    idle = sign_in(desk, "mia", PASSWORD, HERE, now)
    assert signed_in(desk, idle, now + timedelta(hours=2)) is None


def test_an_old_token_is_renewed_and_worth_nothing_afterwards(desk: Engine, now: datetime) -> None:
    old = sign_in(desk, "mia", PASSWORD, HERE, now)
    later = now + timedelta(hours=1)
    assert signed_in(desk, old, later).is_token_old
    new = renew(desk, old, later)
    assert signed_in(desk, old, later) is None
    assert not signed_in(desk, new, later).is_token_old
    assert signed_in(desk, new, now + timedelta(hours=12)) is None, "renewing does not lengthen the session"


def test_after_five_wrong_passwords_the_name_waits_a_quarter_of_an_hour(desk: Engine, now: datetime) -> None:
    assert [tries(desk, "mia", now, f"192.0.2.{number}") for number in range(5)] == ["SignInRefused"] * 5
    assert tries(desk, "mia", now, password=PASSWORD) == "TooManySignIns"
    assert tries(desk, "tom", now, password=PASSWORD) == "in"
    assert tries(desk, "mia", now + timedelta(minutes=16), password=PASSWORD) == "in"


def test_one_address_cannot_try_many_names(desk: Engine, now: datetime) -> None:
    outcomes = [tries(desk, f"name{number}", now) for number in range(21)]
    assert outcomes == ["SignInRefused"] * 20 + ["TooManySignIns"]
    assert tries(desk, "mia", now, password=PASSWORD) == "TooManySignIns"
    assert tries(desk, "mia", now, "192.0.2.9", PASSWORD) == "in"


def test_who_signs_in_is_forgiven_earlier_slips(desk: Engine, now: datetime) -> None:
    for _ in range(3):
        assert [tries(desk, "mia", now) for _ in range(4)] == ["SignInRefused"] * 4
        assert tries(desk, "mia", now, password=PASSWORD) == "in"


def test_many_tries_at_once_do_not_slip_through(
    desk: Engine, now: datetime, together: Callable[..., list[Any]]
) -> None:
    outcomes = together(lambda _: tries(desk, "mia", now), 10)
    assert set(outcomes) <= {"SignInRefused", "TooManySignIns"}
    assert outcomes.count("SignInRefused") <= 5
