"""Whose order it is: number and e-mail must fit together, and nobody learns which of the two did not."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import audit, conversations, handoffs
from aftersales.records.database import reading
from aftersales.records.tables import Order

PutOrder = Callable[..., Order]


def _failed_lookups(engine: Engine, conversation_id: str = "c1") -> int:
    with reading(engine) as session:
        return conversations.get(session, conversation_id).failed_lookups


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("QA-10234", "anna.keller@example.com"),
        ("Anna.Keller@example.com", "it is #qa 10234"),
        ("10234", "anna.keller@example.com"),
    ],
)
def test_number_and_address_may_come_one_after_the_other(
    customer: Any, an_order: PutOrder, first: str, second: str
) -> None:
    an_order("saferexpert", "QA-10234")
    customer.says("cancel my order", "cancel_order")
    customer.says(first, "identify_order")
    found = customer.says(second, "identify_order").say("order_found")
    assert found.values == {"order_number": "QA-10234", "shop": "Saferexpert", "holds": ": 1 x Rear view camera"}


def test_several_items_are_not_told_since_they_are_asked_about(customer: Any, an_order: PutOrder) -> None:
    order = an_order("rma", "QA-10234", ("Dash cam", 1), ("Phone case", 3))
    customer.says("it broke", "claim_warranty")
    answer = customer.says(f"{order.number}, {order.email}", "identify_order")
    assert answer.say("order_found").values["holds"] == ""
    assert answer.names[-1] == "ask_item"


@pytest.mark.parametrize(
    ("told", "asked_for"),
    [("", "ask_order_number_and_email"), ("QA-10234", "ask_email"), ("anna.keller@example.com", "ask_order_number")],
)
def test_only_what_is_missing_is_asked(customer: Any, told: str, asked_for: str) -> None:
    assert customer.says(f"I want to return something {told}", "return_item").names[-1] == asked_for


def test_a_wrong_number_and_a_wrong_address_are_answered_alike(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir", "QA-10234")
    customer.says("where is my order", "order_status")
    wrong_number = customer.says("QA-10235, anna.keller@example.com", "identify_order")
    wrong_address = customer.says("QA-10234, ben.brown@example.com", "identify_order")
    both_wrong = customer.says("QA-10235, ben.brown@example.com", "identify_order")
    assert wrong_number.names == ["order_not_found", "ask_order_corrected"]
    assert wrong_number.replies == wrong_address.replies == both_wrong.replies


@pytest.mark.parametrize(
    ("first", "put_right"),
    [
        ("QA-10234, ana.keller@example.com", "oh sorry, it is anna.keller@example.com"),
        ("QA-10324, anna.keller@example.com", "QA-10234 of course"),
    ],
)
@pytest.mark.parametrize("intent", ["identify_order", "correct"])
def test_the_half_that_was_wrong_is_enough_to_put_it_right(
    customer: Any, an_order: PutOrder, first: str, put_right: str, intent: str
) -> None:
    an_order("qualir", "QA-10234")
    customer.says("where is my order", "order_status")
    assert "order_not_found" in customer.says(first, "identify_order").names
    assert "order_status_delivered" in customer.says(put_right, intent).names


def test_who_says_one_half_again_is_asked_for_the_other(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir", "QA-10234")
    customer.says("where is my order", "order_status")
    customer.says("QA-10234, nobody@example.com", "identify_order")
    assert customer.says("QA-10234", "identify_order").names == ["ask_email"]
    assert "order_status_delivered" in customer.says(order.email, "identify_order").names


def test_after_five_tries_a_person_takes_over_and_the_right_answer_no_longer_helps(
    customer: Any, an_order: PutOrder, sqlite: Engine
) -> None:
    order = an_order("qualir", "QA-10234")
    customer.says("where is my order", "order_status")
    for guess in range(4):
        assert "order_not_found" in customer.says(f"QA-1111{guess}, {order.email}", "identify_order").names
    assert customer.says(f"QA-11114, {order.email}", "identify_order").names == ["too_many_tries", "handed_over"]
    assert customer.statuses == {"order_status": "handed_over"}
    assert "order_found" not in customer.identified(order).names
    with reading(sqlite) as session:
        assert handoffs.live(session, "c1").reason == "not_identified"
        lookups = [entry.action for entry in audit.about(session, "conversation:c1")]
    assert lookups.count("lookup_failed") == 5


def test_an_order_of_ones_own_buys_no_new_guesses(customer: Any, an_order: PutOrder, sqlite: Engine) -> None:
    order = an_order("qualir", "QA-10234")
    customer.says("where is my order", "order_status")
    customer.says("QA-77777, anna.keller@example.com", "identify_order")
    customer.identified(order)
    assert _failed_lookups(sqlite) == 1


def test_the_address_that_was_proven_counts_for_the_customers_other_order(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir", "QA-10234")
    an_order("qualir", "QA-10477")
    customer.says("where is QA-10234, anna.keller@example.com", "order_status")
    answer = customer.says("and where is QA-10477?", "order_status")
    assert answer.say("order_found").values["order_number"] == "QA-10477"


def test_the_address_that_was_proven_opens_nobody_elses_order(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir", "QA-10234")
    an_order("qualir", "QA-10477", email="ben.brown@example.com")
    customer.says("where is QA-10234, anna.keller@example.com", "order_status")
    answer = customer.says("and where is QA-10477?", "order_status")
    assert "order_not_found" in answer.names
    assert "QA-10477" not in str(answer.replies)


@pytest.mark.parametrize("named", ["Saferexpert", "the one at RMA, not the other", "2"])
def test_two_shops_with_the_same_number_make_the_shop_be_asked(customer: Any, an_order: PutOrder, named: str) -> None:
    for shop in ("rma", "saferexpert"):
        an_order(shop, "10234")
    customer.says("where is my order", "order_status")
    asked = customer.says("10234 anna.keller@example.com", "identify_order")
    assert [choice.says for choice in asked.say("ask_which_shop").choices] == ["RMA", "Saferexpert"]
    found = customer.says(named).say("order_found")
    assert found.values["shop"] == ("RMA" if "RMA" in named else "Saferexpert")


def test_of_several_numbers_one_is_taken_first(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10234", status="placed")
    asked = customer.says("cancel QA-10234 and QA-10477", "cancel_order")
    assert asked.names[-1] == "ask_which_order_number"
    assert [choice.says for choice in asked.replies[-1].choices[:2]] == ["QA-10234", "QA-10477"]
    assert customer.says("QA-10234", "identify_order").names[-1] == "ask_email"
    assert "order_found" in customer.says("anna.keller@example.com", "identify_order").names


def test_who_does_not_know_the_number_is_told_where_it_stands(customer: Any) -> None:
    customer.says("where is my order", "order_status")
    answer = customer.says("I don't know", "not_known")
    assert answer.names == ["where_to_find_order_number", "ask_order_number_and_email"]


@pytest.mark.parametrize("number", ["A-1023", "ORD-2024-001", "2024/77/B"])
def test_a_number_of_any_form_is_taken_where_it_was_asked_for(customer: Any, an_order: PutOrder, number: str) -> None:
    an_order("rma", number, number_key="".join(filter(str.isalnum, number)))
    customer.says("where is my order, I am anna.keller@example.com", "order_status")
    assert "order_found" in customer.says(number, "give_details").names


def test_a_name_within_a_word_names_no_shop(customer: Any, an_order: PutOrder) -> None:
    for shop in ("rma", "saferexpert"):
        an_order(shop, "10234")
    customer.says("where is my order", "order_status")
    customer.says("10234 anna.keller@example.com", "identify_order")
    assert "order_found" not in customer.says("the normal one, for information").names


def test_a_number_before_any_wish_is_asked_its_address(customer: Any, an_order: PutOrder) -> None:
    an_order("qualir", "QA-10234")
    assert customer.says("QA-10234", "identify_order").names == ["automated_assistant", "ask_email"]
    assert customer.says("anna.keller@example.com", "identify_order").names == ["order_found", "ask_what_to_do"]
    assert customer.says("QA-10234, I said", "identify_order").names == ["ask_what_to_do"]


def test_an_order_found_before_any_wish_is_asked_what_to_do_with(customer: Any, an_order: PutOrder) -> None:
    answer = customer.identified(an_order("qualir", "QA-10234"))
    assert answer.names == ["automated_assistant", "order_found", "ask_what_to_do"]


def test_the_number_of_a_claim_is_no_orders_and_asks_for_the_claim(customer: Any) -> None:
    assert customer.says("C-12345", "identify_order").names[-1] == "ask_order_number_and_email"
    assert customer.statuses == {"claim_status": "open"}


def test_the_number_of_a_claim_in_place_of_an_orders_is_told_from_it(customer: Any) -> None:
    customer.says("it broke", "claim_warranty")
    assert customer.says("C-12345", "identify_order").names == ["another_number", "ask_order_number_and_email"]
    assert "number" not in {name for name, value in customer.asked.items() if value}


def test_the_number_of_the_customer_is_no_orders(customer: Any) -> None:
    customer.says("it broke", "claim_warranty")
    answer = customer.says("my customer number is 4711882", "identify_order")
    assert answer.names == ["another_number", "ask_order_number_and_email"]
    assert customer.asked["kind"] == "identity"
    assert not customer.asked.get("number")


def test_who_names_an_order_refuses_nothing_whatever_it_sounds_like(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir", "QA-10234")
    customer.says("hi", "greet")
    answer = customer.says(f"{order.number} not here. {order.email}", "deny", confidence=0.5)
    assert "no_person_then" not in answer.names
    assert answer.names[-1] == "ask_what_to_do"
