"""A closed loop of customers: each takes the next turn as soon as the last is answered, for a limited time."""

from __future__ import annotations

import http.client
import json
import queue
import secrets
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from aftersales.settings import LOOPBACK
from evaluation.dialogues import Turn

PATIENCE_SECONDS = 60.0
WEBHOOK = "/webhooks/rest/webhook"
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
    """One connection to the assistant, kept open between turns and between conversations."""

    def __init__(self, port: int, measured: Measured) -> None:
        """Connect with the first turn."""
        self._connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_SECONDS)
        self._measured = measured

    def talk(self, dialogue: Sequence[Turn], sender: str, until: float) -> None:
        """Take the turns one after the other; stop where one is answered wrongly, or when time is up."""
        for turn in dialogue:
            if time.monotonic() >= until or not self._take(turn, sender):
                return

    def _take(self, turn: Turn, sender: str) -> bool:
        begun = time.perf_counter()
        answer, is_answer = self._answer(json.dumps({"sender": sender, "message": turn.say}))
        self._measured.times.append((time.perf_counter() - begun) * MILLISECONDS)
        is_right = is_answer and turn.expect.lower() in answer.lower()
        if not is_right:
            self._measured.wrong[f"{turn.say!r} without {turn.expect!r}: {answer[:200]}"] += 1
        return is_right

    def _answer(self, body: str) -> tuple[str, bool]:
        """All messages of the answer as one text, and True; or what came in their place, and False."""
        try:
            self._connection.request("POST", WEBHOOK, body, {"Content-Type": "application/json"})
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as failure:
            self._connection.close()
            return f"no answer: {failure}", False
        if response.status != http.client.OK:
            return f"status {response.status}", False
        return "\n".join(message.get("text", "") for message in json.loads(content)), True


def load(port: int, dialogues: Iterable[Sequence[Turn]], customers: int, seconds: float) -> Measured:
    """Let so many customers talk at once, dialogue after dialogue, for so many seconds at most."""
    measured = Measured()
    waiting: queue.SimpleQueue[Sequence[Turn]] = queue.SimpleQueue()
    for dialogue in dialogues:
        waiting.put(dialogue)
    begun = time.monotonic()
    threads = [
        threading.Thread(target=_serve, args=(Customer(port, measured), waiting, begun + seconds))
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
        customer.talk(dialogue, secrets.token_hex(16), until)


def long_conversation(port: int, turns: Sequence[Turn]) -> Measured:
    """One conversation, to its end or to its first wrong answer."""
    measured = Measured()
    begun = time.monotonic()
    Customer(port, measured).talk(turns, secrets.token_hex(16), begun + len(turns) * PATIENCE_SECONDS)
    measured.seconds = time.monotonic() - begun
    return measured


def around(measured: Measured, turn: int, width: int) -> float:
    """The median time in milliseconds of `width` turns from a turn on, counted from 1."""
    return statistics.median(measured.times[turn - 1 : turn - 1 + width])
