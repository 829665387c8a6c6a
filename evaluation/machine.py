"""Which machine measured what and when, and how much other programs disturbed it."""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aftersales.settings import PROJECT_ROOT
from evaluation.decisions import machine_name
from evaluation.processes import busy_seconds, cpu_seconds, family

SAMPLE_SECONDS = 0.2
LOOP = 20_000
"""Steps of a loop that takes about a millisecond."""


def circumstances() -> str:
    """The machine's name, its cores, the moment and the commit."""
    now = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %Z")
    return f"{machine_name()}, {os.cpu_count()} cores, {now}, commit {commit()}"


def commit() -> str:
    """The commit that was measured; files changed since then are told."""
    short = _git("rev-parse", "--short", "HEAD") or "unknown"
    changed = len(_git("status", "--porcelain", "--untracked-files=no").splitlines())
    return f"{short} with {changed} files changed" if changed else short


def _git(*arguments: str) -> str:
    found = subprocess.run(["git", *arguments], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip() if found.returncode == 0 else ""


@dataclass
class Disturbance:
    """What others did to the machine meanwhile: cores they used, and how much slower a fixed loop went."""

    cores_of_others: float = 0.0
    loops: list[float] = field(default_factory=list)

    @property
    def slowness(self) -> float:
        """The loop's usual time, as a multiple of its best one: 1 where nothing disturbed."""
        return statistics.median(self.loops) / min(self.loops)

    def __str__(self) -> str:
        return f"others used {self.cores_of_others:.1f} cores, a fixed loop took {self.slowness:.1f} times its best"


@contextmanager
def watched() -> Iterator[Disturbance]:
    """Watch the machine as long as the block runs; what this process has started counts as ours."""
    seen = Disturbance()
    over = threading.Event()
    watcher = threading.Thread(target=_sample, args=(seen.loops, over), daemon=True)
    begun, busy, ours = time.monotonic(), busy_seconds(), cpu_seconds(family(os.getpid()))
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()
        spent = (busy_seconds() - busy) - (cpu_seconds(family(os.getpid())) - ours)
        seen.cores_of_others = max(0.0, spent / (time.monotonic() - begun))


def _sample(loops: list[float], over: threading.Event) -> None:
    while True:
        loops.append(_loop())
        if over.wait(SAMPLE_SECONDS):
            return


def _loop() -> float:
    begun = time.perf_counter()
    total = 0
    for step in range(LOOP):
        total += step * step % 7
    return time.perf_counter() - begun
