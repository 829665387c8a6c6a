"""CPU time and memory of running processes, from /proc."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")
MEBIBYTE = 1024
"""In the kibibytes that the system counts in."""


@dataclass(frozen=True)
class Memory:
    """Memory in MiB: resident, and proportional, where pages that several processes share are divided among them."""

    resident: float
    proportional: float


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    members = [pid]
    try:
        for task in (PROC / str(pid) / "task").iterdir():
            for child in (task / "children").read_text().split():
                members += family(int(child))
    except OSError:  # it has ended meanwhile
        pass
    return members


def cpu_seconds(pids: Iterable[int]) -> float:
    """CPU seconds that the processes have used so far; one that has ended counts nothing."""
    return sum(map(_cpu_seconds, pids))


def _cpu_seconds(pid: int) -> float:
    try:
        fields = (PROC / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def busy_seconds() -> float:
    """CPU seconds that the whole machine has used so far."""
    user, nice, system, _idle, _waiting, interrupts, soft, *_ = (PROC / "stat").read_text().split("\n")[0].split()[1:]
    return sum(map(int, (user, nice, system, interrupts, soft))) / TICK


def memory(pid: int) -> Memory:
    """The memory of a process."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(size.split()[0]) / MEBIBYTE for name, size in (line.split(":") for line in lines)}
    return Memory(sizes["Rss"], sizes["Pss"])


def program_of(pid: int) -> str:
    """The command line of a process."""
    return (PROC / str(pid) / "cmdline").read_text().replace("\0", " ").strip()
