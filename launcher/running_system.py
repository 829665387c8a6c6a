"""Starts Rasa, the action server and the web process together, waits for all, and stops all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from aftersales.errors import AftersalesError
from aftersales.settings import LOOPBACK, PROJECT_ROOT, Settings
from launcher.environment import child_environment

START_SECONDS = 180
STOP_SECONDS = 15
POLL_SECONDS = 0.3
LOG = Path("var") / "log" / "assistant.log"


class DidNotStart(AftersalesError):
    """A program of the Procfile ended, or did not answer in time, while starting."""


@contextmanager
def running_system(settings: Settings, root: Path = PROJECT_ROOT, log: Path = LOG) -> Iterator[subprocess.Popen[bytes]]:
    """Keep the programs of the Procfile running; when the block is left, by whatever way, they are stopped.

    Their output goes to the log, a path from the root. Raises DidNotStart with its last lines.
    """
    log = root / log
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        # A session of its own: Ctrl-C in the terminal reaches the launcher only, which then stops the rest.
        programs = subprocess.Popen(
            [sys.executable, "-m", "honcho", "--no-colour", "start", "--procfile", str(root / "Procfile")],
            cwd=root,
            env=child_environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_healthy(programs, settings, log)
        yield programs
    finally:
        stop(programs)


def health_addresses(settings: Settings) -> tuple[str, str, str]:
    """Give the addresses that answer 200 when Rasa has its model, the action server its actions, the web its pages."""
    return (
        f"http://{LOOPBACK}:{settings.rasa_port}/webhooks/rest/",
        f"http://{LOOPBACK}:{settings.actions_port}/health",
        f"http://{LOOPBACK}:{settings.web_port}/health",
    )


def wait_until_healthy(programs: subprocess.Popen[bytes], settings: Settings, log: Path) -> None:
    """Return when all servers answer; raise DidNotStart when one ends or time runs out."""
    deadline = time.monotonic() + START_SECONDS
    waiting_for = list(health_addresses(settings))
    while waiting_for:
        if programs.poll() is not None:
            raise DidNotStart(f"a program ended while starting:\n{last_lines(log)}", str(log))
        if time.monotonic() > deadline:
            raise DidNotStart(f"no answer after {START_SECONDS} seconds:\n{last_lines(log)}", str(log))
        waiting_for = [address for address in waiting_for if not is_healthy(address)]
        if waiting_for:
            time.sleep(POLL_SECONDS)


def is_healthy(address: str) -> bool:
    """Tell whether a server answers at the address and is well."""
    try:
        return httpx.get(address, timeout=2).is_success
    except httpx.HTTPError:
        return False


def last_lines(log: Path, count: int = 20) -> str:
    """Give the end of the log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])


def stop(programs: subprocess.Popen[bytes]) -> None:
    """Ask the programs to end, and make them where they do not."""
    if programs.poll() is None:
        programs.send_signal(signal.SIGTERM)
    try:
        programs.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(programs.pid, signal.SIGKILL)
        programs.wait()
