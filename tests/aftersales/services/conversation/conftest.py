"""A customer who talks to the services: every message is a turn of its own, as the actions make them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.policy.model import ShopPolicy
from aftersales.records import cases, conversations
from aftersales.records.database import reading, writing
from aftersales.records.tables import Case, Order, OrderLine
from aftersales.services.ask_policy import ask_policy, topic_of
from aftersales.services.case.answers import take_answer
from aftersales.services.case.corrections import correct, go_back
from aftersales.services.conversation.digressions import begin_again, digress, person, request, small_talk, stop
from aftersales.services.conversation.heard import Heard, HeardFact
from aftersales.services.conversation.message import begin_turn, converse
from aftersales.services.conversation.reply import Card, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.explain_decision import why
from aftersales.services.flows import FLOWS
from aftersales.services.wording import buttons, words
from aftersales.settings import Settings
from aftersales.understanding.identifiers import find_identifiers

TODAY = date(2025, 3, 4)
EMAIL = "anna.keller@example.com"
BESIDE = {"correct": correct, "stop": stop, "start_over": begin_again, "hand_off": person}


@dataclass(frozen=True)
class Answer:
    """What the customer is answered."""

    replies: Replies

    @property
    def names(self) -> list[str]:
        """The names of the responses, "card" for a decision."""
        return [reply.response if isinstance(reply, Say) else "card" for reply in self.replies]

    def say(self, name: str) -> Say:
        """The one response of this name."""
        (found,) = [reply for reply in self.replies if isinstance(reply, Say) and reply.response == name]
        return found

    @property
    def card(self) -> Card:
        """The decision shown."""
        (found,) = [reply for reply in self.replies if isinstance(reply, Card)]
        return found


@dataclass
class Customer:
    """A conversation on 4 March 2025; a minute passes between two messages."""

    engine: Engine
    policies: Mapping[str, ShopPolicy]
    now: datetime
    settings: Settings = field(default_factory=lambda: Settings.from_environment({}))
    conversation_id: str = "c1"
    today: date = TODAY
    started: bool = False

    def says(self, text: str, intent: str = "give_details", **heard: Any) -> Answer:
        """One message; `facts` are told in passing, the other keywords are fields of Heard."""
        self.now += timedelta(minutes=1)
        self.started = True
        with writing(self.engine) as session:
            turn = begin_turn(session, self.policies, self.settings, self.conversation_id, self.today, self.now)
            replies = converse(turn, _heard(text, intent, **heard), None, _responding_to(intent))
        _check_words(replies)
        return Answer(replies)

    def identified(self, order: Order) -> Answer:
        """The customer names the order and its e-mail."""
        return self.says(f"{order.number}, {order.email}", "identify_order")

    @property
    def asked(self) -> dict[str, Any]:
        """The question on the table."""
        with reading(self.engine) as session:
            return conversations.get(session, self.conversation_id).asked or {}

    @property
    def case(self) -> Case:
        """The request opened last."""
        with reading(self.engine) as session:
            return cases.of_conversation(session, self.conversation_id)[-1]

    @property
    def statuses(self) -> dict[str, str]:
        """How the requests of the conversation stand, by flow."""
        with reading(self.engine) as session:
            return {case.flow: case.status for case in cases.of_conversation(session, self.conversation_id)}

    @property
    def facts(self) -> dict[str, Any]:
        """The facts that count in the request opened last, with their sources."""
        with reading(self.engine) as session:
            latest = cases.latest_facts(session, cases.of_conversation(session, self.conversation_id)[-1])
            return {name: (row.value, row.source) for name, row in latest.items()}


def _check_words(replies: Replies) -> None:
    """Every response is written, gets the values that its text wants, and leaves the customer an answer."""
    assert replies
    for reply in replies:
        if isinstance(reply, Say):
            assert words(reply.response, reply.values)
            assert all(button["title"] for button in buttons(reply))


def _heard(text: str, intent: str, facts: Mapping[str, Any] | None = None, **more: Any) -> Heard:
    found = find_identifiers(text)
    return Heard(
        text=text,
        intent=intent,
        facts=tuple(_facts(text, facts or {})),
        order_numbers=tuple(each.value for each in found if each.kind == "order_number"),
        emails=tuple(each.value for each in found if each.kind == "email"),
        **more,
    )


def _facts(text: str, told: Mapping[str, Any]) -> Iterator[HeardFact]:
    """Facts by name; a list holds several values of one, each with the words that tell it."""
    for name, value in told.items():
        if isinstance(value, list):
            yield from (HeardFact(name, each, quote, text.index(quote)) for each, quote in value)
        else:
            yield HeardFact(name, value, text)


def _responding_to(intent: str) -> Callable[[Turn, Heard], Replies]:
    """What the action of the intent does."""
    if intent in FLOWS:
        return _request
    if intent in BESIDE:
        return BESIDE[intent]
    if intent.startswith("ask_"):
        return lambda turn, heard: digress(turn, heard, _policy_question)
    if intent in ("greet", "thank", "goodbye", "help", "bot_challenge"):
        return lambda turn, heard: digress(turn, heard, small_talk)
    if intent == "why":
        return lambda turn, heard: digress(turn, heard, lambda turn, _: why(turn))
    if intent == "go_back":
        return lambda turn, heard: digress(turn, heard, lambda turn, _: go_back(turn))
    return take_answer


def _request(turn: Turn, heard: Heard) -> Replies:
    """In the middle of a request, Rasa's form gives the message to the reader of answers."""
    if turn.asked:
        return take_answer(turn, heard)
    return request(turn, heard.intent, heard)


def _policy_question(turn: Turn, heard: Heard) -> Replies:
    return ask_policy(turn, topic_of(turn, heard.text, heard.intent), heard.shop)


@pytest.fixture
def customer(sqlite: Engine, policies: Mapping[str, ShopPolicy], now: datetime) -> Customer:
    return Customer(sqlite, policies, now)


@pytest.fixture
def an_order(sqlite: Engine) -> Callable[..., Order]:
    """Put an order on record: of a shop, delivered two weeks ago, with one camera unless told otherwise.

    A line is a name, how many, and the years of its warranty if that is not one (None: unknown).
    """

    def put(shop: str, number: str = "QA-10234", *lines: tuple[Any, ...], **columns: Any) -> Order:
        with writing(sqlite) as session:
            order = Order(**{**_usual(shop, number), **columns})
            order.lines = [_line(place, *line) for place, line in enumerate(lines or (("Rear view camera", 1),), 1)]
            session.add(order)
        return order

    return put


def _usual(shop: str, number: str) -> dict[str, Any]:
    return {
        "shop": shop,
        "number": number,
        "number_key": number.replace("-", ""),
        "number_digits": "".join(filter(str.isdigit, number)),
        "email": EMAIL,
        "name": "Anna Keller",
        "status": "delivered",
        "placed_on": date(2025, 2, 10),
        "produced_on": date(2025, 2, 11),
        "shipped_on": date(2025, 2, 12),
        "delivered_on": date(2025, 2, 18),
        "warehouse": "US",
        "currency": "EUR",
        "shipping_fee": Decimal("4.90"),
        "open_dispute": False,
        "unpaid_bills": False,
        "paid": True,
    }


def _line(position: int, name: str, quantity: int, warranty_years: int | None = 1) -> OrderLine:
    return OrderLine(
        position=position,
        sku=f"SKU-{position}",
        name=name,
        quantity=quantity,
        unit_price=Decimal("53.00"),
        weight_g=400,
        warranty_years=warranty_years,
    )
