"""/ready tells the truth about each part: killed, frozen, locked, and well again."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import httpx
import pytest
from sqlalchemy.engine import Engine

from tests.live.system import System
from tests.live.web_process import web_process
from tests.web.waiting import PATIENCE_SECONDS, wait_until

WELL = {"rasa": "ok", "actions": "ok", "database": "ok"}


@pytest.fixture(scope="module")
def address(system: System) -> Iterator[str]:
    with web_process(system, DATABASE_TIMEOUT_SECONDS="1", METRICS_TOKEN="opens") as address:
        yield address


@pytest.fixture
def ready(address: str) -> Callable[[], dict[str, str]]:
    """What /ready says with the right status, whatever hangs, and what /metrics says of the same."""

    def ask() -> dict[str, str]:
        with httpx.Client(base_url=address, timeout=PATIENCE_SECONDS) as client:
            answer = client.get("/ready")
            figures = client.get("/metrics", headers={"Authorization": "Bearer opens"}).text
            assert client.get("/health").status_code == 200
        parts: dict[str, str] = answer.json()
        assert answer.status_code == (200 if parts == WELL else 503)
        for part, state in parts.items():
            assert f'aftersales_up{{part="{part}"}} {float(state == "ok")}' in figures
        return parts

    return ask


def test_a_killed_action_server_is_told(system: System, ready: Callable[[], dict[str, str]]) -> None:
    assert ready() == WELL
    system.kill_actions()
    try:
        assert ready() == {**WELL, "actions": "down"}
    finally:
        system.start_actions()
    wait_until(lambda: ready() == WELL)


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_a_program_that_hangs_is_told(system: System, ready: Callable[[], dict[str, str]], part: str) -> None:
    system.programs[part].send_signal(SIGSTOP)
    try:
        assert ready() == {**WELL, part: "down"}
    finally:
        system.programs[part].send_signal(SIGCONT)
    wait_until(lambda: ready() == WELL)


def test_a_database_that_somebody_else_holds_is_told(
    system: System, engine: Engine, ready: Callable[[], dict[str, str]]
) -> None:
    assert Path(str(engine.url.database)).exists()
    with closing(engine.raw_connection()) as held:
        held.execute("BEGIN EXCLUSIVE")
        try:
            assert ready() == {**WELL, "database": "down"}
        finally:
            held.execute("ROLLBACK")
    wait_until(lambda: ready() == WELL)


def test_a_killed_rasa_is_told_and_its_coming_back(system: System, ready: Callable[[], dict[str, str]]) -> None:
    system.kill_rasa()
    try:
        assert ready() == {**WELL, "rasa": "down"}
    finally:
        system.start_rasa()
    wait_until(lambda: ready() == WELL)
