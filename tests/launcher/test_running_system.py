"""Starting and stopping: all servers answer before the block begins, none is left when it ends."""

import socket
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from aftersales.settings import Settings
from launcher import running_system as module
from launcher.running_system import DidNotStart, health_addresses, is_healthy, running_system

PORTS = ("RASA_PORT", "ACTIONS_PORT", "WEB_PORT")
SERVER = """
import os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Healthy(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

print("listening", flush=True)
HTTPServer(("127.0.0.1", int(os.environ[sys.argv[1]])), Healthy).serve_forever()
"""


@pytest.fixture
def settings() -> Settings:
    with ExitStack() as open_sockets:
        sockets = [open_sockets.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in PORTS]
        ports = {name: each.getsockname()[1] for name, each in zip(PORTS, sockets, strict=True)}
    return Settings.from_environment({name: str(port) for name, port in ports.items()})


def project(root: Path, actions: str = "server.py ACTIONS_PORT") -> Path:
    """A project whose Procfile starts three servers that do nothing but answer."""
    (root / "server.py").write_text(SERVER)
    programs = {"rasa": "server.py RASA_PORT", "actions": actions, "web": "server.py WEB_PORT"}
    procfile = "".join(f"{name}: {sys.executable} {arguments}\n" for name, arguments in programs.items())
    (root / "Procfile").write_text(procfile)
    return root


def nobody_answers(settings: Settings) -> bool:
    return not any(is_healthy(address) for address in health_addresses(settings))


def test_all_answer_inside_the_block_and_none_after_it(tmp_path: Path, settings: Settings) -> None:
    assert nobody_answers(settings)
    with running_system(settings, project(tmp_path)):
        assert all(is_healthy(address) for address in health_addresses(settings))
    assert nobody_answers(settings)
    assert "listening" in (tmp_path / module.LOG).read_text()


@pytest.mark.parametrize("way_out", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_everything_stops_by_whatever_way_the_block_is_left(
    tmp_path: Path, settings: Settings, way_out: type[BaseException]
) -> None:
    with pytest.raises(way_out), running_system(settings, project(tmp_path)):
        raise way_out
    assert nobody_answers(settings)


def test_a_program_that_ends_while_starting_is_told_with_its_last_words(tmp_path: Path, settings: Settings) -> None:
    root = project(tmp_path, "-c \"raise SystemExit('no such file or port')\"")
    with pytest.raises(DidNotStart, match="no such file or port"), running_system(settings, root):
        pytest.fail("the block began")
    assert nobody_answers(settings)


def test_a_server_that_never_answers_is_given_up(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "START_SECONDS", 1)
    root = project(tmp_path, '-c "import time; time.sleep(3600)"')
    with pytest.raises(DidNotStart, match="no answer after 1 seconds"), running_system(settings, root):
        pytest.fail("the block began")
    assert nobody_answers(settings)
