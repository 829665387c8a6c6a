"""The project that `rasa init` makes, trained and run on this machine as it comes, to compare our figures with."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import httpx

from aftersales.errors import AftersalesError
from aftersales.settings import LOOPBACK
from evaluation.dialogues import Turn
from evaluation.processes import Memory, cpu_seconds, family, memory
from evaluation.running import free_ports

RASA = Path(sys.executable).with_name("rasa")
POLL_SECONDS = 0.3
START_SECONDS = 300
STOP_SECONDS = 15
CUSTOMERS_TALK = (
    Turn("hi", "how are you"),
    Turn("I am sad today", "cheer you up"),
    Turn("yes", "carry on"),
    Turn("are you a bot?", "i am a bot"),
    Turn("bye", "bye"),
)
"""What its own stories are about."""


class InitProjectFailed(AftersalesError):
    """The project could not be made, trained or started."""


@dataclass(frozen=True)
class InitProject:
    """The running project: its port, its process, and how long training and starting took, in seconds."""

    port: int
    pid: int
    training_seconds: float
    start_seconds: float

    def cpu_seconds(self) -> float:
        """CPU seconds used so far."""
        return cpu_seconds(family(self.pid))

    def memory(self) -> Memory:
        """Its memory."""
        return memory(self.pid)


@contextmanager
def running_init_project(folder: Path) -> Iterator[InitProject]:
    """Make, train and run the project in the folder; raises InitProjectFailed with the end of its log."""
    project, log = folder / "init", folder / "init.log"
    project.mkdir()
    begun = time.monotonic()
    _rasa(["init", "--no-prompt", "--init-dir", str(project)], project, log)
    trained = time.monotonic() - begun
    (port,) = free_ports(1)
    begun = time.monotonic()
    serving = subprocess.Popen(
        [RASA, "run", "--port", str(port), "--interface", LOOPBACK, "--credentials", str(_rest_only(project))],
        cwd=project,
        env=_environment(),
        stdout=log.open("ab"),
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_until_it_answers(serving, port, log)
        yield InitProject(port, serving.pid, trained, time.monotonic() - begun)
    finally:
        serving.terminate()
        serving.wait(STOP_SECONDS)


def dialogues(count: int) -> Iterator[Sequence[Turn]]:
    """The same conversation so many times."""
    return repeat(CUSTOMERS_TALK, count)


def _rasa(arguments: list[str], folder: Path, log: Path) -> None:
    with log.open("ab") as output:
        done = subprocess.run(
            [RASA, *arguments], cwd=folder, env=_environment(), stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        raise InitProjectFailed(f"rasa {arguments[0]} ended with {done.returncode}:\n{_end_of(log)}", str(log))


def _rest_only(project: Path) -> Path:
    credentials = project / "rest.yml"
    credentials.write_text("rest:\n")
    return credentials


def _environment() -> dict[str, str]:
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}


def _wait_until_it_answers(serving: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while serving.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"http://{LOOPBACK}:{port}/webhooks/rest/", timeout=2).is_success:
                return
        except httpx.HTTPError:
            time.sleep(POLL_SECONDS)
    raise InitProjectFailed(f"it does not answer:\n{_end_of(log)}", str(log))


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])
