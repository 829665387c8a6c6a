"""Who is speaking: number and e-mail must fit together, and nobody learns what is not theirs."""

import pytest

from tests.live.customer import Customer
from tests.live.ledger import Ledger
from tests.live.orders import EMAIL, OrderBook
from tests.live.system import System

NOT_FOUND = "cannot find an order with this number and this e-mail address"


@pytest.fixture
def number(orders: OrderBook) -> str:
    return orders.add("rma", "placed")


def test_a_wrong_number_and_a_wrong_email_get_the_same_words(system: System, number: str, ledger: Ledger) -> None:
    wrong_number, wrong_email = Customer(system), Customer(system)
    first = wrong_number.says(f"Cancel my order ON-10000, {EMAIL}")
    second = wrong_email.says(f"Cancel my order {number}, nobody@example.com")
    assert NOT_FOUND in first
    assert first.texts == second.texts
    assert first.buttons == second.buttons
    for customer in (wrong_number, wrong_email):
        conversation = ledger.conversation(customer.id)
        assert (conversation.order_id, conversation.failed_lookups) == (None, 1)
        assert ledger.audit(f"conversation:{customer.id}") == ["lookup_failed"]


def test_somebody_elses_order_stays_hidden_and_untouched(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    theirs = orders.add("saferexpert", "placed", email="other.person@example.com")
    mine = orders.add("saferexpert", "placed")
    customer.says(f"Where is my order {mine}? My e-mail is {EMAIL}.")
    reply = customer.says(f"Now cancel order {theirs}")
    assert NOT_FOUND in reply
    assert "49.00" not in reply
    customer.says("yes")
    assert ledger.order(theirs).status == "placed"
    assert ledger.written(theirs) == ledger.written(mine) == 0


def test_after_five_tries_a_person_takes_over_and_nothing_more_is_looked_up(
    customer: Customer, number: str, ledger: Ledger
) -> None:
    customer.says(f"Cancel my order {number}, a1@example.com")
    for attempt in range(2, 5):
        assert NOT_FOUND in customer.says(f"{number}, a{attempt}@example.com")
    assert "colleague" in customer.says(f"{number}, a5@example.com")
    right = customer.says(f"{number}, {EMAIL}")
    assert "found order" not in right
    assert "colleague" in right
    assert ledger.conversation(customer.id).order_id is None
    assert ledger.conversation(customer.id).failed_lookups == 5
    assert ledger.handoff(customer.id).reason == "not_identified"
    assert ledger.written(number) == 0


@pytest.mark.parametrize(
    "spelling",
    ["{number}", "#{number}", "{lower}", "{spaced}", "no. {digits}", "order number: {digits}.", "{number}!!"],
)
def test_a_number_is_recognised_in_any_spelling(spelling: str, customer: Customer, number: str, ledger: Ledger) -> None:
    digits = number.split("-")[1]
    told = spelling.format(number=number, digits=digits, lower=number.lower(), spaced=number.replace("-", " "))
    reply = customer.says(f"I want to cancel order {told} My e-mail is {EMAIL.upper()}")
    assert f"found order {number}" in reply
    assert ledger.conversation(customer.id).order_id == ledger.order(number).id


def test_number_and_email_are_asked_one_by_one(customer: Customer, number: str) -> None:
    assert "number and the e-mail" in customer.says("I need to cancel an order")
    assert "e-mail" in customer.says(f"it is {number}")
    assert "49.00 USD" in customer.says(EMAIL)


def test_two_numbers_in_one_message_are_asked_about(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    first, second = orders.add("rma", "placed"), orders.add("rma", "placed")
    asked = customer.says(f"Please cancel {first} and {second}. {EMAIL}")
    assert set(asked.buttons[:2]) == {first, second}
    assert f"Shall I cancel order {second}" in customer.says(second)
    customer.says("yes")
    assert [ledger.order(number).status for number in (first, second)] == ["placed", "cancelled"]


def test_the_same_number_at_two_shops_makes_the_shop_be_asked(
    customer: Customer, orders: OrderBook, ledger: Ledger
) -> None:
    for shop in ("rma", "qualir"):
        orders.add(shop, "placed", number="71717", email="two.shops@example.com")
    asked = customer.says("cancel order 71717, two.shops@example.com")
    assert set(asked.buttons) == {"RMA", "Qualir"}
    assert "R-11" in customer.says("RMA")
    assert ledger.conversation(customer.id).shop == "rma"


def test_naming_the_shop_beside_the_order_is_understood(customer: Customer, orders: OrderBook) -> None:
    number = orders.add("qualir", delivered=400)
    reply = customer.says(f"I bought a camera at Qualir, order {number}, {EMAIL}. It has stopped working.")
    assert f"found order {number} at Qualir" in reply
    assert "Q-05" in reply


def test_identity_does_not_pass_to_another_conversation(customer: Customer, system: System, number: str) -> None:
    customer.says(f"Where is my order {number}? {EMAIL}")
    stranger = Customer(system).says(f"Please cancel order {number}")
    assert "49.00" not in stranger
    assert "e-mail" in stranger


def test_how_an_order_stands_is_told_at_once(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    number = orders.add("highvalue", "shipped", shipped=2)
    reply = customer.says(f"Where is my order {number}? {EMAIL}")
    assert f"Order {number} was sent on 2 March 2025" in reply
    assert ledger.cases(customer.id)[-1].status == "done"
