"""What is written happens once, on a plain yes to what stands in the ledger now, and is told from there."""

from datetime import timedelta

import pytest

from tests.live.customer import Customer
from tests.live.ledger import Ledger
from tests.live.orders import EMAIL, OrderBook, product
from tests.live.system import System


@pytest.fixture
def number(orders: OrderBook) -> str:
    return orders.add("rma", "placed")


@pytest.fixture
def summed_up(customer: Customer, number: str) -> Customer:
    """A customer who has been asked for the yes to a cancellation."""
    assert "Shall I cancel" in customer.says(f"Please cancel my order {number}, {EMAIL}").question
    return customer


def test_a_second_yes_gets_the_same_answer_and_writes_nothing(summed_up: Customer, number: str, ledger: Ledger) -> None:
    first, second = summed_up.says("yes"), summed_up.says("yes")
    assert f"order {number} is cancelled" in first
    assert first.texts == second.texts
    assert len(ledger.operations(number)) == 1
    assert ledger.audit(f"order:rma:{number}").count("cancel_order") == 1


def test_cancelling_again_tells_that_it_is_done(summed_up: Customer, number: str, ledger: Ledger) -> None:
    summed_up.says("yes")
    assert "already cancelled" in summed_up.says("please cancel my order")
    assert len(ledger.operations(number)) == 1


def test_an_order_cancelled_before_is_told_so(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    number = orders.add("saferexpert", "cancelled")
    assert "already cancelled" in customer.says(f"Cancel order {number}, {EMAIL}")
    assert ledger.written(number) == 0


@pytest.mark.parametrize("words", ["no", "no, don't", "nope, leave it", "cancel... no, don't", "better not", "wait"])
def test_what_is_no_plain_yes_cancels_nothing(words: str, summed_up: Customer, number: str, ledger: Ledger) -> None:
    assert "Done:" not in summed_up.says(words)
    assert ledger.written(number) == 0
    assert ledger.order(number).status == "placed"


def test_a_yes_that_comes_too_late_is_summed_up_anew(summed_up: Customer, number: str, ledger: Ledger) -> None:
    ledger.age_confirmations(summed_up.id, by=timedelta(hours=2))
    late = summed_up.says("yes")
    assert "Done:" not in late
    assert "Shall I cancel" in late.question
    assert ledger.written(number) == 0
    assert "Done:" in summed_up.says("yes")
    assert len(ledger.operations(number)) == 1


def test_an_order_sent_meanwhile_is_not_cancelled(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    number = orders.add("saferexpert", "placed")
    customer.says(f"Please cancel my order {number}, {EMAIL}")
    ledger.set_order(number, status="shipped")
    reply = customer.says("yes")
    assert "Done:" not in reply
    assert "S-03" in reply.clauses
    assert ledger.written(number) == 0
    assert ledger.order(number).status == "shipped"


def test_one_unit_is_claimed_once(customer: Customer, system: System, orders: OrderBook, ledger: Ledger) -> None:
    number = orders.add("qualir", delivered=5)
    opening = f"You sent me the wrong item. Order {number}, {EMAIL}"
    customer.says(opening, "yes")
    again = Customer(system).says(opening)
    assert ledger.claim(number).reference in again
    assert "already a claim" in again
    assert len(ledger.operations(number)) == 1


def test_some_of_several_units_and_then_the_rest(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    number = orders.add("qualir", delivered=5, products=[product("Memory card", 5, "11.20", 5)])
    customer.says(f"You sent me the wrong item. Order {number}, {EMAIL}")
    assert "5" in customer.replies[-1].question
    assert "between 1 and 5" in customer.says("seven")
    customer.says("three")
    customer.says("yes")
    assert [claim.quantity for claim in ledger.claims(number)] == [3]
    customer.says("The other cards are wrong, too: you sent me the wrong item")
    customer.answers({"how many": "both"})
    customer.says("yes")
    assert [claim.quantity for claim in ledger.claims(number)] == [3, 2]


def test_a_claim_is_looked_up_and_withdrawn_once(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    number = orders.add("qualir", delivered=5)
    customer.says(f"You sent me the wrong item. Order {number}, {EMAIL}", "yes")
    claim = ledger.claim(number)
    status = customer.says("how does my claim stand?")
    assert claim.reference in status
    assert claim.authorisation_number in status
    customer.says("I want to withdraw my claim")
    assert ledger.claim(number).state == "authorised"
    assert "withdrawn" in customer.says("yes")
    assert "withdrawn" in customer.says("yes")
    assert ledger.claim(number).state == "withdrawn"
    assert [operation.kind for operation in ledger.operations(number)] == ["open_claim", "withdraw_claim"]
    assert ledger.audit(f"claim:{claim.reference}")[-1] == "move_claim"


def test_claim_numbers_do_not_follow_one_another(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    number = orders.add("qualir", delivered=5, products=[product("Cable"), product("Lamp")])
    for item in ("cable", "lamp"):
        customer.says(f"You sent me the wrong item instead of the {item}. Order {number}, {EMAIL}")
        customer.answers({"which item": item})
        customer.says("yes")
    references = [claim.reference for claim in ledger.claims(number)]
    assert len(set(references)) == 2
    assert references[0][:6] != references[1][:6]
