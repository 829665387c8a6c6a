"""What open pages wait on: a new line in their conversation, and whether the assistant is at work on one."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress

import msgspec

from aftersales.services.bootstrap import Premises
from aftersales.services.chat_handover import handover_of
from aftersales.services.chat_lines import lines_after
from web.typing_signs import TypingSigns

POLL_SECONDS = 2.0
"""How soon a page shows a line that another process has written."""
MOST_LISTENERS = 12
QUEUE = "queue"
"""What the desk's queue listens to."""

Event = dict[str, str]


class TooManyPages(Exception):
    """More pages than one customer needs listen to a conversation."""


class Streams:
    """The pages that listen to each conversation."""

    def __init__(self, premises: Premises, typing: TypingSigns) -> None:
        self.premises = premises
        self.typing = typing
        self.listeners: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self.at_work: defaultdict[str, int] = defaultdict(int)

    def wake(self, conversation_id: str) -> None:
        """Let the conversation's pages look for new lines, the customer's and those at the desk."""
        for key in (conversation_id, at_desk(conversation_id)):
            for listener in self.listeners.get(key, ()):
                listener.set()

    def is_customer_here(self, conversation_id: str) -> bool:
        """Whether a page of the customer is open."""
        return bool(self.listeners.get(conversation_id))

    async def wait(self, news: asyncio.Event) -> None:
        """Wait for news, at most as long as another process may have written some."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(news.wait(), POLL_SECONDS)

    @contextmanager
    def working(self, conversation_id: str) -> Iterator[None]:
        """Show the typing sign while the assistant is at work."""
        self.at_work[conversation_id] += 1
        self.wake(conversation_id)
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
    def listening(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever there may be something new."""
        news = asyncio.Event()
        self.listeners[conversation_id].add(news)
        try:
            yield news
        finally:
            self.listeners[conversation_id].discard(news)
            if not self.listeners[conversation_id]:
                del self.listeners[conversation_id]

    async def events(self, conversation_id: str, after: int) -> AsyncIterator[Event]:
        """Server-sent events: every line after the one numbered `after`, then each new one; the id is its number.

        Besides, whether the assistant is at work, and who has the conversation where that is not the assistant.
        """
        shown_typing: bool | None = None
        handover: Event | None = None
        with self.listening(conversation_id) as news:
            while True:
                news.clear()
                is_typing = self.at_work.get(conversation_id, 0) > 0
                for line in await asyncio.to_thread(lines_after, self.premises.engine, conversation_id, after):
                    after = line.seq
                    yield {"id": str(line.seq), "event": "line", "data": msgspec.json.encode(line).decode()}
                if is_typing != shown_typing:
                    shown_typing = is_typing
                    yield {"event": "typing", "data": "on" if is_typing else "off"}
                told = await self._handover(conversation_id)
                if told != handover:
                    handover = told
                    yield told
                await self.wait(news)

    async def _handover(self, conversation_id: str) -> Event:
        stands = await asyncio.to_thread(handover_of, self.premises, conversation_id)
        is_typing = stands.owner == "agent" and self.typing.is_typing(conversation_id, "agent")
        told = {**msgspec.to_builtins(stands), "colleague_types": is_typing}
        return {"event": "handover", "data": msgspec.json.encode(told).decode()}


def at_desk(conversation_id: str) -> str:
    """What the desk's pages of a conversation listen to; they do not count as the customer's."""
    return f"desk:{conversation_id}"
