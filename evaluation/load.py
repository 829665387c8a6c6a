"""A closed loop of customers: each takes the next turn as soon as the last is answered, for a limited time."""

from __future__ import annotations

import queue
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from evaluation.dialogues import Turn
from evaluation.doors import PATIENCE_SECONDS, Door

MILLISECONDS = 1000


@dataclass
class Measured:
    """Turn times in milliseconds, in the order they ended, and what was answered wrongly, by what was said."""

    times: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Turns a second."""
        return len(self.times) / self.seconds

    def percentile(self, part: float) -> float:
        """The time in milliseconds within which this part of the turns was answered."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


class Customer:
    """Somebody who talks through a door and times the answers."""

    def __init__(self, door: Door, measured: Measured) -> None:
        self._door = door
        self._measured = measured

    def talk(self, dialogue: Sequence[Turn], until: float) -> None:
        """Take the turns one after the other; stop where one is answered wrongly, or when time is up."""
        self._door.meet()
        for turn in dialogue:
            if time.monotonic() >= until or not self._take(turn):
                return

    def _take(self, turn: Turn) -> bool:
        begun = time.perf_counter()
        answer, is_answer = self._door.say(turn.say)
        self._measured.times.append((time.perf_counter() - begun) * MILLISECONDS)
        is_right = is_answer and turn.expect.lower() in answer.lower()
        if not is_right:
            self._measured.wrong[f"{turn.say!r} without {turn.expect!r}: {answer[:200]}"] += 1
        return is_right


def load(door: Callable[[], Door], dialogues: Iterable[Sequence[Turn]], customers: int, seconds: float) -> Measured:
    """Let so many customers talk at once, each by a door of its own, for so many seconds at most."""
    measured = Measured()
    waiting: queue.SimpleQueue[Sequence[Turn]] = queue.SimpleQueue()
    for dialogue in dialogues:
        waiting.put(dialogue)
    begun = time.monotonic()
    threads = [
        threading.Thread(target=_serve, args=(Customer(door(), measured), waiting, begun + seconds))
        for _ in range(customers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured.seconds = time.monotonic() - begun
    return measured


def _serve(customer: Customer, waiting: queue.SimpleQueue[Sequence[Turn]], until: float) -> None:
    while time.monotonic() < until:
        try:
            dialogue = waiting.get_nowait()
        except queue.Empty:
            return
        customer.talk(dialogue, until)


def long_conversation(door: Door, turns: Sequence[Turn]) -> Measured:
    """One conversation, to its end or to its first wrong answer."""
    measured = Measured()
    begun = time.monotonic()
    Customer(door, measured).talk(turns, begun + len(turns) * PATIENCE_SECONDS)
    measured.seconds = time.monotonic() - begun
    return measured


def around(measured: Measured, turn: int, width: int) -> float:
    """The median time in milliseconds of `width` turns from a turn on, counted from 1."""
    return statistics.median(measured.times[turn - 1 : turn - 1 + width])
