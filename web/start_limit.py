"""How often one address or conversation may do something costly: start conversations, send files."""

from __future__ import annotations

import time
from collections import deque

from web.problems import Problem

MINUTE_SECONDS = 60.0
STARTS_A_MINUTE = 120
TOO_MANY_STARTS = "Too many conversations were started from here; please wait a minute."
MOST_ADDRESSES = 10_000


class StartLimit:
    """Remembers the last minute's acts of each address or conversation, of the latest ones only."""

    def __init__(self, most: int = STARTS_A_MINUTE, refusal: str = TOO_MANY_STARTS) -> None:
        self.most = most
        self.refusal = refusal
        self.starts: dict[str, deque[float]] = {}

    def admit(self, address: str, now: float | None = None) -> None:
        """Count one more; raises Problem 429 where there were too many."""
        moment = time.monotonic() if now is None else now
        recent = self.starts.pop(address, deque())
        while recent and recent[0] <= moment - MINUTE_SECONDS:
            recent.popleft()
        self.starts[address] = recent
        if len(self.starts) > MOST_ADDRESSES:
            self.starts.pop(next(iter(self.starts)))
        if len(recent) >= self.most:
            raise Problem(429, self.refusal)
        recent.append(moment)
