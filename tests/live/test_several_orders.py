"""Several orders and several pieces in one conversation with the running assistant: nothing said is lost."""

from tests.live.customer import Customer
from tests.live.ledger import Ledger
from tests.live.orders import EMAIL, OrderBook, product


def test_two_orders_named_at_once_are_cancelled_one_after_the_other(
    customer: Customer, orders: OrderBook, ledger: Ledger
) -> None:
    first, second = orders.add("rma", "placed"), orders.add("rma", "placed")
    asked = customer.says(f"Please cancel my orders {first} and {second}, {EMAIL}")
    assert f"{first} or {second}?" in asked.question
    assert f"Shall I cancel order {first}" in customer.says("both").question
    done = customer.says("yes")
    assert f"order {first} is cancelled" in done
    assert f"Now to order {second}" in done
    assert f"Shall I cancel order {second}" in done.question
    assert (ledger.order(first).status, ledger.order(second).status) == ("cancelled", "placed")
    assert "anything else" in customer.says("yes").question
    assert ledger.order(second).status == "cancelled"


def test_an_order_named_meanwhile_waits_its_turn(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    first, second = orders.add("rma", "placed"), orders.add("rma", "placed")
    customer.says(f"Please cancel my order {first}, {EMAIL}")
    assert f"Shall I cancel order {first}" in customer.says(f"also cancel {second}").question
    assert f"Now to order {second}" in customer.says("yes")
    customer.says("no")
    assert (ledger.order(first).status, ledger.order(second).status) == ("cancelled", "placed")


def test_pieces_told_by_name_are_claimed_and_corrected(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    number = orders.add("qualir", delivered=3, products=[product("Desk lamp", 4)])
    summed_up = customer.says(f"You sent the wrong item: three of the lamps are a different model. {number}, {EMAIL}")
    assert "3 x Desk lamp" in summed_up.question
    again = customer.says("no, only two of them")
    assert "corrected" in again
    assert "2 x Desk lamp" in again.question
    customer.says("yes")
    (claim,) = ledger.claims(number)
    assert claim.quantity == 2
