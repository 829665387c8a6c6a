"""What open pages wait on: a new line in their conversation, and whether the assistant is at work on one."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import msgspec

from aftersales.services.bootstrap import Premises
from aftersales.services.chat.handover import Handover, news_after
from web.typing_signs import TypingSigns

POLL_SECONDS = 2.0
"""How soon a page shows a line that another process has written."""
MOST_LISTENERS = 12
QUEUE = "queue"
"""What the desk's queue listens to."""

Event = dict[str, str]


class TooManyPages(Exception):
    """More pages than one customer needs listen to a conversation."""


class Listener:
    """An open page: `woken` says that there is something to look at, `is_stale` that the ledger is part of it."""

    def __init__(self) -> None:
        self.woken = asyncio.Event()
        self.is_stale = True

    def wake(self, is_stale: bool) -> None:
        """Let the page look."""
        self.is_stale = self.is_stale or is_stale
        self.woken.set()

    async def wait(self) -> None:
        """Wait to be woken, at most as long as another process may have written something."""
        try:
            await asyncio.wait_for(self.woken.wait(), POLL_SECONDS)
        except asyncio.TimeoutError:
            self.is_stale = True

    def look(self) -> bool:
        """Begin to look: what comes from now on wakes the page again. Gives whether to read the ledger."""
        is_stale, self.is_stale = self.is_stale, False
        self.woken.clear()
        return is_stale


class Streams:
    """The pages that listen to each conversation."""

    def __init__(self, premises: Premises, typing: TypingSigns) -> None:
        self.premises = premises
        self.typing = typing
        self.listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self.at_work: defaultdict[str, int] = defaultdict(int)

    def wake(self, conversation_id: str, is_stale: bool = True) -> None:
        """Let the conversation's pages look, the customer's and those at the desk; is_stale: at the ledger as well."""
        for key in (conversation_id, at_desk(conversation_id)):
            for listener in self.listeners.get(key, ()):
                listener.wake(is_stale)

    def is_customer_here(self, conversation_id: str) -> bool:
        """Whether a page of the customer is open."""
        return bool(self.listeners.get(conversation_id))

    @contextmanager
    def working(self, conversation_id: str) -> Iterator[None]:
        """Show the typing sign while the assistant is at work."""
        self.at_work[conversation_id] += 1
        self.wake(conversation_id, is_stale=False)
        try:
            yield
        finally:
            self.at_work[conversation_id] -= 1
            if not self.at_work[conversation_id]:
                del self.at_work[conversation_id]
            self.wake(conversation_id)

    def refuse_crowd(self, conversation_id: str) -> None:
        """Raise TooManyPages where more listen than one customer needs."""
        if len(self.listeners.get(conversation_id, ())) >= MOST_LISTENERS:
            raise TooManyPages

    @contextmanager
    def listening(self, conversation_id: str) -> Iterator[Listener]:
        """What is woken whenever there may be something new."""
        listener = Listener()
        self.listeners[conversation_id].add(listener)
        try:
            yield listener
        finally:
            self.listeners[conversation_id].discard(listener)
            if not self.listeners[conversation_id]:
                del self.listeners[conversation_id]

    async def events(self, conversation_id: str, after: int) -> AsyncIterator[Event]:
        """Server-sent events: every line after the one numbered `after`, then each new one; the id is its number.

        Besides, whether the assistant is at work, and who has the conversation where that is not the assistant.
        """
        told: list[Event | None] = [None, None]
        with self.listening(conversation_id) as listener:
            while True:
                is_stale, is_at_work = listener.look(), self.at_work.get(conversation_id, 0) > 0
                if is_stale:
                    news = await asyncio.to_thread(news_after, self.premises, conversation_id, after)
                    for line in news.lines:
                        after = line.seq
                        yield {"id": str(line.seq), "event": "line", "data": msgspec.json.encode(line).decode()}
                now = [_typing(is_at_work), self._handover(conversation_id, news.handover)]
                for event, before in zip(now, told, strict=True):
                    if event != before:
                        yield event
                told = [*now]
                await listener.wait()

    def _handover(self, conversation_id: str, stands: Handover) -> Event:
        is_typing = stands.owner == "agent" and self.typing.is_typing(conversation_id, "agent")
        told = {**msgspec.to_builtins(stands), "colleague_types": is_typing}
        return {"event": "handover", "data": msgspec.json.encode(told).decode()}


def _typing(is_at_work: bool) -> Event:
    return {"event": "typing", "data": "on" if is_at_work else "off"}


def at_desk(conversation_id: str) -> str:
    """What the desk's pages of a conversation listen to; they do not count as the customer's."""
    return f"desk:{conversation_id}"
