"""The action server: it answers on this machine's loopback address and nowhere else."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from aftersales.settings import PROJECT_ROOT, Settings
from launcher.environment import child_environment

START_SECONDS = 60


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        free = int(listener.getsockname()[1])
    environment = child_environment(Settings.from_environment({"ACTIONS_PORT": str(free)}))
    server = subprocess.Popen([sys.executable, "-m", "actions.server"], cwd=PROJECT_ROOT, env=environment)
    try:
        wait_until_listening(free, server)
        yield free
    finally:
        server.terminate()
        server.wait(10)


def wait_until_listening(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not listens("127.0.0.1", port):
        assert server.poll() is None, "the server ended while starting"
        assert time.monotonic() < deadline, "the server did not start in time"
        time.sleep(0.2)


def listens(address: str, port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex((address, port)) == 0


def test_it_is_healthy(port: int) -> None:
    assert httpx.get(f"http://127.0.0.1:{port}/health").json() == {"status": "ok"}


def test_it_listens_on_no_other_address(port: int) -> None:
    # All of 127.0.0.0/8 is this machine: a server on every interface would answer here, too.
    assert listens("127.0.0.1", port)
    assert not listens("127.0.0.2", port)


def test_an_unknown_action_is_not_found(port: int) -> None:
    call = {"next_action": "action_that_is_not", "version": "3.6.2", "tracker": {}, "domain": {}}
    response = httpx.post(f"http://127.0.0.1:{port}/webhook", json=call)
    assert response.status_code == 404
    assert response.json()["action_name"] == "action_that_is_not"
