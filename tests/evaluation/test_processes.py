"""CPU time and memory are those of the process that was asked for."""

import os
import subprocess
import sys
import time

from evaluation.machine import circumstances, watched
from evaluation.processes import cpu_seconds, family, memory, program_of

GREEDY = "held = bytearray(80 * 1024 * 1024); held[::4096] = b'x' * (len(held) // 4096); print('ready', flush=True); {}"


def greedy(then: str) -> subprocess.Popen[str]:
    """A process that holds 80 MiB and then does something."""
    process = subprocess.Popen([sys.executable, "-c", GREEDY.format(then)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_memory_is_that_of_the_process() -> None:
    with greedy("import time; time.sleep(60)") as process:
        try:
            held = memory(process.pid)
            assert 80 <= held.proportional <= held.resident < 200
            assert process.pid in family(os.getpid())
            assert sys.executable in program_of(process.pid)
        finally:
            process.kill()


def test_cpu_time_grows_with_work() -> None:
    with greedy("exec('while True: pass')") as process:
        try:
            before = cpu_seconds([process.pid])
            while cpu_seconds([process.pid]) - before < 0.1:
                time.sleep(0.05)
        finally:
            process.kill()
    assert cpu_seconds([process.pid]) == 0


def test_own_work_is_no_disturbance() -> None:
    with watched() as seen:
        sum(each * each for each in range(3_000_000))
    assert seen.slowness >= 1
    assert seen.cores_of_others <= (os.cpu_count() or 1)


def test_circumstances_name_cores_and_commit() -> None:
    assert f"{os.cpu_count()} cores" in circumstances()
    assert "commit" in circumstances()
