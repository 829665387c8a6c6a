"""A visitor of a shop's page: one browser with its cookies, talking to the web process over HTTP."""

import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.web.browsing import client_of
from tests.web.waiting import PATIENCE_SECONDS

SHOP = "qualir"


@dataclass
class Visitor:
    """`client` keeps the cookies; every message gets an id of its own unless it is given one."""

    address: str
    shop: str = SHOP
    client: httpx.Client = field(init=False)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.client = client_of(self.address)

    def comes(self, **body: Any) -> httpx.Response:
        return self.client.post("/api/conversation", json={"shop": self.shop, **body})

    def says(self, text: str, client_id: str = "") -> httpx.Response:
        return self.posts({"client_id": client_id or self.new_id(), "text": text})

    def picks(self, button: str) -> httpx.Response:
        return self.posts({"client_id": self.new_id(), "button": button})

    def posts(self, body: object) -> httpx.Response:
        return self.client.post(f"/api/messages?shop={self.shop}", json=body)

    def new_id(self) -> str:
        return f"message-{next(self.numbers)}"

    def transcript(self) -> str:
        return self.client.get(f"/api/transcript?shop={self.shop}").text

    @contextmanager
    def listening(self, after: int = 0, last_event_id: str = "") -> Iterator["Heard"]:
        """Listens in the background for as long as the block lasts."""
        headers = {"Last-Event-ID": last_event_id} if last_event_id else {}
        with self.client.stream("GET", f"/api/events?shop={self.shop}&after={after}", headers=headers) as stream:
            assert stream.status_code == 200
            heard = Heard()
            threading.Thread(target=heard.read, args=(stream,), daemon=True).start()
            yield heard


@dataclass
class Heard:
    """The events that came, in order: (id, event, data)."""

    events: list[tuple[str, str, Any]] = field(default_factory=list)

    def read(self, stream: httpx.Response) -> None:
        event: dict[str, str] = {}
        try:
            for line in stream.iter_lines():
                name, _, value = line.partition(": ")
                if line:
                    event[name] = value
                elif "event" in event:
                    data = json.loads(event["data"]) if event["event"] in ("line", "handover") else event["data"]
                    self.events.append((event.get("id", ""), event["event"], data))
                    event = {}
        except (httpx.HTTPError, httpx.StreamError, RuntimeError, AttributeError):
            return  # the block has ended

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The lines: their numbers and texts."""
        return [(data["seq"], data["text"]) for _, kind, data in list(self.events) if kind == "line"]

    def wait_for_event(self, kind: str, is_it: Callable[[Any], bool]) -> None:
        """Returns once such an event has come."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not any(is_it(data) for _, its_kind, data in list(self.events) if its_kind == kind):
            assert time.monotonic() < deadline, f"it did not come; there were {self.events}"
            time.sleep(0.02)

    def wait_for(self, text: str) -> None:
        """Returns once a line with the text has come."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not any(text in line for _, line in self.lines):
            assert time.monotonic() < deadline, f"{text!r} did not come; there were {self.events}"
            time.sleep(0.02)
