"""Has a picture decoded and written anew by a program of its own, and tells what came of it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

from aftersales.errors import NoRoom, UnreadableFile
from aftersales.media.kinds import Kind

WORKER = Path(__file__).with_name("picture_worker.py")
PATIENCE_SECONDS = 30
DISK_IS_FULL = 4
"""The worker's exit code."""


@dataclass(frozen=True)
class Picture:
    """A picture as it was written anew; width and height are in pixels, hints are codes of what could be better."""

    width: int
    height: int
    hints: list[str]


def rewrite_picture(source: Path, kind: Kind, target: Path, thumbnail: Path) -> Picture:
    """Write the picture as a JPEG of nothing but its pixels, and a thumbnail; raises UnreadableFile."""
    command = [sys.executable, "-I", str(WORKER), kind.name, str(source), str(target), str(thumbnail)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, env={}, check=False)
    except subprocess.TimeoutExpired as fault:
        raise UnreadableFile("it takes too long to decode", kind.name) from fault
    if done.returncode == DISK_IS_FULL:
        raise NoRoom("the picture cannot be written", "evidence", "Make room on the disk.")
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace")[-100:]
        raise UnreadableFile(f"it cannot be decoded ({done.returncode} {reason})", kind.name)
    return msgspec.json.decode(done.stdout, type=Picture)
