"""Who is typing right now: for a few seconds after each sign of it, and no longer once something was said."""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS = 6.0
MOST_KNOWN = 10_000


class TypingSigns:
    """The signs by conversation and by who types: customer or agent."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.until: dict[tuple[str, str], float] = {}

    def note(self, conversation_id: str, who: str) -> None:
        """Somebody has pressed a key."""
        self.until.pop((conversation_id, who), None)
        self.until[conversation_id, who] = self.clock() + SECONDS
        if len(self.until) > MOST_KNOWN:
            self.until.pop(next(iter(self.until)))

    def stop(self, conversation_id: str, who: str) -> None:
        """Somebody has said what they were typing."""
        self.until.pop((conversation_id, who), None)

    def is_typing(self, conversation_id: str, who: str) -> bool:
        """Whether somebody typed a moment ago."""
        return self.until.get((conversation_id, who), 0.0) > self.clock()
