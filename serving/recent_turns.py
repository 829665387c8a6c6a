"""Rasa's memory of conversations: the last turns of the latest ones. What must not be lost stands in the ledger.

Rasa reads a conversation's whole history at every message, so each turn of an endless history costs more than the last.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

TURNS_KEPT = 2
"""One more than any rule looks back."""
TURNS_BEFORE_CUTTING = 4
CONVERSATIONS_KEPT = 2000


class RecentTurns(TrackerStore):
    """Keeps the last turns of each conversation, with the slots and the form as they were before these.

    Of conversations the longest silent is forgotten first; it goes on with what the ledger knows of it.
    """

    def __init__(
        self,
        domain: Domain,
        event_broker: EventBroker | None = None,
        conversations: int = CONVERSATIONS_KEPT,
        **kwargs: Any,
    ) -> None:
        """Begin with no conversation."""
        super().__init__(domain, event_broker, **kwargs)
        self._most = conversations
        self._events: OrderedDict[str, list[Event]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the conversation as it stands now."""
        await self.stream_events(tracker)
        self._events[tracker.sender_id] = self._shortened(tracker)
        self._events.move_to_end(tracker.sender_id)
        if len(self._events) > self._most:
            self._events.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, or None where it is new or forgotten."""
        events = self._events.get(sender_id)
        return None if events is None else self._tracker(sender_id, events)

    async def keys(self) -> Iterable[str]:
        """The conversations that are remembered."""
        return self._events.keys()

    def _tracker(self, sender_id: str, events: Sequence[Event]) -> DialogueStateTracker:
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots)

    def _shortened(self, tracker: DialogueStateTracker) -> list[Event]:
        events = list(tracker.events)
        starts = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
        if len(starts) <= TURNS_BEFORE_CUTTING:
            return events
        cut = _turn_start(events, starts[-TURNS_KEPT])
        before = self._tracker(tracker.sender_id, events[:cut])
        return [*_state(before), *events[cut:]]


def _turn_start(events: Sequence[Event], message: int) -> int:
    """Where the turn of a customer's message begins: with the listening before it."""
    while message > 0 and not isinstance(events[message], ActionExecuted):
        message -= 1
    return message


def _state(tracker: DialogueStateTracker) -> Iterator[Event]:
    """The events that bring a new conversation to the state that this one is in."""
    yield SessionStarted()
    for slot in tracker.slots.values():
        if slot.value != slot.initial_value:
            yield SlotSet(slot.name, slot.value)
    if tracker.active_loop is not None:
        yield ActiveLoop(tracker.active_loop.name)
        if tracker.active_loop.rejected:
            yield ActionExecutionRejected(tracker.active_loop.name)
