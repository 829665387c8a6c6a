"""The assistant to be measured: started on free ports with a database of its own, and stopped afterwards."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from aftersales.records import schema
from aftersales.records.database import open_engine
from aftersales.settings import LOOPBACK, Settings
from evaluation.dialogues import OrderBook
from evaluation.processes import Memory, cpu_seconds, family, memory, program_of
from launcher.running_system import running_system

PROGRAMS = {"serving.rasa_server": "Rasa", "actions.server": "action server", "web.server": "web process"}
STARTER = "starter"
SHELL = "/bin/sh"


@dataclass(frozen=True)
class Assistant:
    """The running assistant: where it listens, how long it took to answer, its processes by name, its orders."""

    port: int
    web_port: int
    start_seconds: float
    processes: dict[str, int]
    orders: OrderBook

    def cpu_seconds(self) -> dict[str, float]:
        """CPU seconds that each process has used so far."""
        return {name: cpu_seconds([pid]) for name, pid in self.processes.items()}

    def memory(self) -> dict[str, Memory]:
        """Memory of each process."""
        return {name: memory(pid) for name, pid in self.processes.items()}


@contextmanager
def running_assistant(folder: Path) -> Iterator[Assistant]:
    """Keep the assistant running, with its database and its log in the folder."""
    settings = settings_of_its_own(folder)
    engine = open_engine(settings.database_url)
    with ExitStack() as afterwards:
        afterwards.callback(engine.dispose)
        schema.upgrade(engine)
        orders = OrderBook(engine, settings.today())
        begun = time.monotonic()
        programs = afterwards.enter_context(running_system(settings, log=folder / "assistant.log"))
        took = time.monotonic() - begun
        yield Assistant(settings.rasa_port, settings.web_port, took, processes_by_name(programs.pid), orders)


def settings_of_its_own(folder: Path) -> Settings:
    """The environment's settings, but with free ports and a database in the folder."""
    rasa_port, actions_port, web_port = free_ports(3)
    database_url = f"sqlite:///{folder / 'ledger.db'}"
    own = Settings.from_environment()
    return replace(own, rasa_port=rasa_port, actions_port=actions_port, web_port=web_port, database_url=database_url)


def free_ports(count: int) -> list[int]:
    """Ports of this machine on which nobody listens, all different."""
    with ExitStack() as open_until_all_are_known:
        listeners = [open_until_all_are_known.enter_context(socket.socket()) for _ in range(count)]
        for listener in listeners:
            listener.bind((LOOPBACK, 0))
        return [int(listener.getsockname()[1]) for listener in listeners]


def processes_by_name(starter: int) -> dict[str, int]:
    """The processes that the starter has started, by what runs in them; shells in between are left out."""
    found = {}
    for pid in family(starter):
        program = program_of(pid)
        if not program.startswith(SHELL):
            found[next((name for part, name in PROGRAMS.items() if part in program), STARTER)] = pid
    return found
