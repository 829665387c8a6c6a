"""Programs that die, freeze or are asked too much at once: no false success is told, and nothing happens twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.live.customer import Customer, read_reply
from tests.live.ledger import Ledger
from tests.live.orders import EMAIL, OrderBook
from tests.live.system import System, answers

IMPATIENT_SECONDS = 1.0
SUCCESS = ("done", "is cancelled", "will be refunded", "claim is open")


@pytest.fixture
def number(orders: OrderBook) -> str:
    return orders.add("rma", "placed")


@pytest.fixture
def summed_up(customer: Customer, number: str) -> Customer:
    assert "Shall I cancel" in customer.says(f"Please cancel my order {number}, {EMAIL}").question
    return customer


@pytest.fixture
def without_actions(system: System, summed_up: Customer) -> Iterator[None]:
    """The action server is killed for the test, after the summary was shown."""
    system.kill_actions()
    yield
    if "actions" not in system.programs:
        system.start_actions()


@pytest.fixture
def frozen_actions(system: System, summed_up: Customer) -> Iterator[None]:
    system.freeze_actions()
    yield
    system.thaw_actions()


def test_a_dead_action_server_tells_no_success(
    summed_up: Customer, number: str, without_actions: None, system: System, ledger: Ledger
) -> None:
    reply = summed_up.says("yes")
    assert reply.status == 502
    assert not any(words in reply for words in SUCCESS)
    assert ledger.written(number) == 0
    system.start_actions()
    assert f"order {number} is cancelled" in summed_up.says("yes")
    assert len(ledger.operations(number)) == 1


def test_after_a_dead_action_server_another_message_is_no_yes(
    summed_up: Customer, number: str, without_actions: None, system: System, ledger: Ledger
) -> None:
    summed_up.says("yes")
    system.start_actions()
    assert not any(words in summed_up.says("who pays for the postage?") for words in SUCCESS)
    assert ledger.written(number) == 0


def test_a_dead_action_server_answers_nobody_wrongly(
    customer: Customer, number: str, without_actions: None, ledger: Ledger
) -> None:
    for words in (f"cancel order {number}, {EMAIL}", "why?", "I want a person", "yes"):
        reply = customer.says(words)
        assert reply.status == 502
        assert not any(words in reply for words in SUCCESS)
    assert ledger.written(number) == 0


def test_a_frozen_action_server_tells_nothing_and_acts_once_when_it_goes_on(
    summed_up: Customer, number: str, frozen_actions: None, system: System, ledger: Ledger
) -> None:
    with pytest.raises(httpx.TimeoutException):
        httpx.post(
            f"{system.address}/webhook", json={"sender": summed_up.id, "message": "yes"}, timeout=IMPATIENT_SECONDS
        )
    assert ledger.written(number) == 0
    system.thaw_actions()
    assert f"order {number} is cancelled" in summed_up.says("yes")
    assert len(ledger.operations(number)) == 1


def test_twenty_confirmations_at_once_are_one(summed_up: Customer, number: str, ledger: Ledger) -> None:
    body = {"sender": summed_up.id, "message": "yes"}
    with ThreadPoolExecutor(max_workers=20) as customers:
        replies = [read_reply(response) for response in customers.map(summed_up.posts, [body] * 20)]
    assert {reply.status for reply in replies} == {200}
    assert {reply.texts for reply in replies} == {replies[0].texts}
    assert f"order {number} is cancelled" in replies[0]
    assert len(ledger.operations(number)) == 1
    assert ledger.audit(f"order:rma:{number}").count("cancel_order") == 1


def test_twenty_conversations_about_one_order_cancel_it_once(system: System, number: str, ledger: Ledger) -> None:
    customers = [Customer(system) for _ in range(20)]

    def cancel(customer: Customer) -> str:
        customer.says(f"Please cancel my order {number}, {EMAIL}")
        return customer.says("yes").text

    with ThreadPoolExecutor(max_workers=20) as threads:
        told = list(threads.map(cancel, customers))
    assert len(ledger.operations(number)) == 1
    assert ledger.order(number).status == "cancelled"
    assert any(f"order {number} is cancelled" in text for text in told)
    assert answers(f"{system.address}/")
