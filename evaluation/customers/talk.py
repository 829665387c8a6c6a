"""One conversation of a simulated customer with the running assistant, message by message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx

from aftersales.policy.facts import Value
from evaluation.customers.customer import Act, Asked, Customer
from evaluation.customers.ledger import Ledger

MOST_TURNS = 40
PATIENCE_SECONDS = 60.0
WEBHOOK = "/webhooks/rest/webhook"


@dataclass(frozen=True)
class Answer:
    """What came back on one message: the texts, and the words on the buttons."""

    texts: tuple[str, ...]
    buttons: tuple[str, ...] = ()


class Door(Protocol):
    """Where messages are handed in."""

    def say(self, sender: str, text: str) -> Answer:
        """Hand a message in and give the answer."""


class RestDoor:
    """The assistant's own REST door; one may be shared by many customers."""

    def __init__(self, address: str) -> None:
        """The address is that of Rasa: http://127.0.0.1:5005."""
        self._address = address
        self._client = httpx.Client(timeout=PATIENCE_SECONDS)

    def say(self, sender: str, text: str) -> Answer:
        """A problem document becomes its sentence."""
        response = self._client.post(f"{self._address}{WEBHOOK}", json={"sender": sender, "message": text})
        body = response.json()
        if isinstance(body, dict):
            return Answer((f"[{response.status_code}] {body.get('detail', body)}",))
        buttons = [button["title"] for message in body for button in message.get("buttons") or []]
        return Answer(tuple(message["text"] for message in body if "text" in message), tuple(buttons))


@dataclass(frozen=True)
class Exchange:
    """A message and its answer, with the question on the table before and after, and what had been told by then."""

    act: Act
    said: str
    answer: Answer
    before: Asked
    after: Asked
    told: Mapping[str, Value]
    line_told: bool
    quantity_told: bool
    problem_told: bool

    @property
    def asks_anew(self) -> bool:
        """Whether the answer put another question on the table."""
        return bool(self.after) and question_of(self.after) != question_of(self.before)


@dataclass
class Talk:
    """A whole conversation."""

    customer: Customer
    sender: str
    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def turns(self) -> int:
        """How many messages the customer sent."""
        return len(self.exchanges)

    @property
    def ended(self) -> bool:
        """Whether no question was left on the table."""
        return bool(self.exchanges) and not self.exchanges[-1].after

    def read(self) -> str:
        """Everything the assistant said."""
        return "\n".join(text for exchange in self.exchanges for text in exchange.answer.texts)


def converse(customer: Customer, sender: str, door: Door, ledger: Ledger) -> Talk:
    """Let the customer talk until nothing is left to say, or for far too long."""
    talk, asked = Talk(customer, sender), {}
    while talk.turns < MOST_TURNS and (said := customer.speaks(asked)):
        answer = door.say(sender, said.text)
        after = ledger.asked(sender)
        talk.exchanges.append(
            Exchange(
                said.act,
                said.text,
                answer,
                asked,
                after,
                dict(customer.told),
                customer.line_told,
                customer.quantity_told,
                customer.problem_told,
            )
        )
        answered = said.act.kind in ("answer", "again")
        repeated = answered and question_of(after) == question_of(asked)
        customer.hears(after, repeated, "\n".join(answer.texts))
        asked = after
    return talk


def question_of(asked: Asked) -> tuple[Any, ...]:
    """What makes a question this one: its kind, and what it is about."""
    about = asked.get("fact") or tuple(asked.get("facts") or asked.get("options") or ())
    identity = (asked.get("number"), asked.get("email")) if asked.get("kind") == "identity" else ()
    return asked.get("kind"), about, identity
