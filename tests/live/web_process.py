"""The web process in front of the running assistant, on a free port, with the demo orders in the same ledger."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aftersales.settings import LOOPBACK, PROJECT_ROOT
from tests.live.system import PATIENCE_SECONDS, POLL_SECONDS, System, answers, free_ports


@contextmanager
def web_process(system: System, **settings: str) -> Iterator[str]:
    """Gives the address of its first page; settings are variables beside those of the system."""
    (port,) = free_ports(1)
    environment = {**system.environment, "WEB_PORT": str(port), "WEB_ANSWER_SECONDS": "60", **settings}
    aftersales = Path(sys.executable).parent / "aftersales"
    subprocess.run([aftersales, "db", "fill-demo"], cwd=PROJECT_ROOT, env=environment, check=True)
    log = system.folder / "web.log"
    with log.open("wb") as output:
        program = subprocess.Popen(
            [sys.executable, "-m", "web.server"],
            cwd=PROJECT_ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://{LOOPBACK}:{port}"
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not answers(f"{address}/ready"):
            if program.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the web process is not ready:\n{log.read_text()[-3000:]}")
            time.sleep(POLL_SECONDS)
        yield address
    finally:
        program.terminate()
        program.wait(15)
