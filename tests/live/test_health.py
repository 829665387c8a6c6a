"""/ready tells the truth about each part, soon: killed, frozen, locked, and well again."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import httpx
import pytest
from sqlalchemy.engine import Engine

from tests.live.system import System
from tests.live.web_process import web_process

SOON_SECONDS = 5.0
WELL = {"rasa": "ok", "actions": "ok", "database": "ok"}


@pytest.fixture(scope="module")
def address(system: System) -> Iterator[str]:
    with web_process(system, DATABASE_TIMEOUT_SECONDS="1", METRICS_TOKEN="opens") as address:
        yield address


@pytest.fixture
def ready(address: str) -> Callable[[], dict[str, str]]:
    """What /ready says, which must come soon and with the right status, and what /metrics says of the same."""

    def ask() -> dict[str, str]:
        answer = httpx.get(f"{address}/ready", timeout=SOON_SECONDS)
        parts: dict[str, str] = answer.json()
        assert answer.status_code == (200 if parts == WELL else 503)
        figures = httpx.get(f"{address}/metrics", headers={"Authorization": "Bearer opens"}, timeout=SOON_SECONDS).text
        for part, state in parts.items():
            assert f'aftersales_up{{part="{part}"}} {float(state == "ok")}' in figures
        assert httpx.get(f"{address}/health", timeout=SOON_SECONDS).status_code == 200
        return parts

    return ask


def test_a_killed_action_server_is_told(system: System, ready: Callable[[], dict[str, str]]) -> None:
    assert ready() == WELL
    system.kill_actions()
    try:
        assert ready() == {**WELL, "actions": "down"}
    finally:
        system.start_actions()
    assert ready() == WELL


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_a_program_that_hangs_is_told(system: System, ready: Callable[[], dict[str, str]], part: str) -> None:
    system.programs[part].send_signal(SIGSTOP)
    try:
        assert ready() == {**WELL, part: "down"}
    finally:
        system.programs[part].send_signal(SIGCONT)
    assert ready() == WELL


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
    assert ready() == WELL


def test_a_killed_rasa_is_told_and_its_coming_back(system: System, ready: Callable[[], dict[str, str]]) -> None:
    system.kill_rasa()
    try:
        assert ready() == {**WELL, "rasa": "down"}
    finally:
        system.start_rasa()
    assert ready() == WELL
