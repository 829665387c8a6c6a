"""The load driver: counts every turn, takes nothing for an answer that is none, and stops in time."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from evaluation.dialogues import Turn
from evaluation.doors import RasaDoor
from evaluation.load import Measured, around, load, long_conversation

SLOW_SECONDS = 0.05


class Assistant(BaseHTTPRequestHandler):
    """Repeats what is said; "fail" is answered by 500, "slow" late."""

    protocol_version = "HTTP/1.1"
    told: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["message"]
        self.told.append(said)
        if said == "slow":
            time.sleep(SLOW_SECONDS)
        body = json.dumps([{"text": "You said:"}, {"text": said}]).encode()
        self.send_response(500 if said == "fail" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Assistant) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_every_turn_of_every_dialogue_is_timed(port: int) -> None:
    dialogues = [[Turn("hello", "HELLO"), Turn("slow", "slow")]] * 4
    Assistant.told.clear()
    measured = load(lambda: RasaDoor(port), dialogues, customers=2, seconds=600)
    assert sorted(Assistant.told) == ["hello"] * 4 + ["slow"] * 4
    assert len(measured.times) == 8
    assert all(time >= SLOW_SECONDS * 1000 for time in sorted(measured.times)[4:])
    assert not measured.wrong


def test_an_answer_without_the_expected_words_ends_its_dialogue(port: int) -> None:
    measured = load(
        lambda: RasaDoor(port), [[Turn("hello", "goodbye"), Turn("never said", "never said")]], customers=1, seconds=20
    )
    assert len(measured.times) == 1
    assert sum(measured.wrong.values()) == 1
    assert "'goodbye'" in next(iter(measured.wrong))


def test_a_failure_is_never_an_answer(port: int) -> None:
    assert sum(load(lambda: RasaDoor(port), [[Turn("fail", "")]], customers=1, seconds=20).wrong.values()) == 1


def test_nobody_listening_is_never_an_answer() -> None:
    assert sum(load(lambda: RasaDoor(1), [[Turn("hello", "hello")]], customers=1, seconds=20).wrong.values()) == 1


def test_stops_when_time_is_up(port: int) -> None:
    measured = load(lambda: RasaDoor(port), [[Turn("slow", "slow")] * 1000], customers=1, seconds=0.3)
    assert measured.seconds >= 0.3
    assert len(measured.times) < 1000


def test_a_long_conversation_is_one_conversation(port: int) -> None:
    measured = long_conversation(RasaDoor(port), [Turn(f"turn {number}", f"turn {number}") for number in range(30)])
    assert len(measured.times) == 30


def test_percentiles_and_medians() -> None:
    measured = Measured(times=[float(each) for each in range(1, 101)], seconds=10)
    assert measured.per_second == 10
    assert [measured.percentile(part) for part in (0, 0.5, 0.99, 1)] == [1, 51, 99, 100]
    assert around(measured, turn=10, width=3) == 11
