"""Waiting for something to come true, as long as patience lasts."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 120.0


def wait_until(is_so: Callable[[], bool]) -> None:
    """Returns once it is so; no test is decided by how long that takes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.02)
