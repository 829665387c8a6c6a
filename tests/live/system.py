"""The assistant as running processes of its own: Rasa, the action server, and a ledger in a temporary folder."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import httpx

from aftersales.settings import LOOPBACK, PROJECT_ROOT

PATIENCE_SECONDS = 300.0
"""When to give up waiting for something that will not come; no test is decided by it."""
POLL_SECONDS = 0.1


@dataclass
class System:
    """Rasa and the action server on free ports of this machine, with their output in files of the folder."""

    folder: Path
    today: str
    rasa_port: int = 0
    actions_port: int = 0
    programs: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rasa_port, self.actions_port = free_ports(2)

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'ledger.db'}"

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.rasa_port}/webhooks/rest"

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            **os.environ,
            "PYTHONWARNINGS": "ignore",
            "RASA_TELEMETRY_ENABLED": "false",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "DATABASE_URL": self.database_url,
            "DATABASE_TIMEOUT_SECONDS": "30",
            "ACTION_TIMEOUT_SECONDS": "120",
            "AFTERSALES_TODAY": self.today,
            "EVIDENCE_FOLDER": str(self.folder / "evidence"),
            "RASA_PORT": str(self.rasa_port),
            "ACTIONS_PORT": str(self.actions_port),
        }

    def start(self) -> None:
        """Make the ledger, start both programs side by side, and wait until both answer."""
        aftersales = Path(sys.executable).parent / "aftersales"
        subprocess.run([aftersales, "db", "upgrade"], cwd=PROJECT_ROOT, env=dict(self.environment), check=True)
        self._start("rasa")
        self.start_actions()
        self._wait_for(f"{self.address}/", "rasa")

    def kill_rasa(self) -> None:
        """End Rasa without a chance to tidy up."""
        program = self.programs.pop("rasa")
        program.kill()
        program.wait()

    def start_rasa(self) -> None:
        """Start Rasa and wait until it has its model."""
        self._start("rasa")
        self._wait_for(f"{self.address}/", "rasa")

    def start_actions(self) -> None:
        """Start the action server and wait until it answers."""
        self._start("actions")
        self._wait_for(f"http://{LOOPBACK}:{self.actions_port}/health", "actions")

    def kill_actions(self) -> None:
        """End the action server without a chance to tidy up."""
        program = self.programs.pop("actions")
        program.kill()
        program.wait()

    def freeze_actions(self) -> None:
        """Stop the action server in its tracks: it takes connections and never answers."""
        self.programs["actions"].send_signal(signal.SIGSTOP)

    def thaw_actions(self) -> None:
        """Let a frozen action server go on."""
        self.programs["actions"].send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End both programs."""
        for program in self.programs.values():
            program.send_signal(signal.SIGCONT)
            program.terminate()
        for program in self.programs.values():
            try:
                program.wait(10)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()

    def log(self, name: str) -> str:
        """What a program has printed so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _start(self, name: str) -> None:
        """Start a program of the Procfile by its own command, so that what is tested is what is run."""
        program, *arguments = shlex.split(Template(commands()[name]).substitute(self.environment))
        with (self.folder / f"{name}.log").open("ab") as output:
            self.programs[name] = subprocess.Popen(
                [Path(sys.executable).parent / program, *arguments],
                cwd=PROJECT_ROOT,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def _wait_for(self, address: str, name: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not answers(address):
            if self.programs[name].poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{name} does not answer at {address}:\n{self.log(name)[-3000:]}")
            time.sleep(POLL_SECONDS)


def commands() -> dict[str, str]:
    """The commands of the Procfile by the program's name."""
    lines = (PROJECT_ROOT / "Procfile").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def answers(address: str) -> bool:
    """Whether something at the address says that it is well."""
    try:
        return httpx.get(address, timeout=PATIENCE_SECONDS).is_success
    except httpx.HTTPError:
        return False


def free_ports(count: int) -> list[int]:
    """Ports of this machine on which nobody listens, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((LOOPBACK, 0))
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()
