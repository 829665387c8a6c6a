"""What customers say beside the question: it is answered, and the question is taken up where it was."""

import pytest

from tests.live.customer import Customer
from tests.live.ledger import Ledger
from tests.live.orders import EMAIL, OrderBook, product

UNUSED = "Is it still unused?"


@pytest.fixture
def returning(customer: Customer, orders: OrderBook) -> str:
    """A return under way, with the first question on the table; gives the order's number."""
    number = orders.add("saferexpert", delivered=10)
    asked = customer.says(f"I changed my mind and want to return my camera. Order {number}, {EMAIL}")
    assert UNUSED in asked.question
    return number


def test_why_a_question_is_asked_is_told_with_clauses(customer: Customer, returning: str) -> None:
    explained = customer.says("why do you ask?")
    assert "S-05" in explained.clauses
    assert UNUSED in explained.question


def test_why_after_a_refusal_tells_the_clauses_behind_it(customer: Customer, orders: OrderBook) -> None:
    customer.says(f"My camera broke down. Order {orders.add('qualir', delivered=400)}, {EMAIL}")
    explained = customer.says("why?")
    assert {"Q-01", "Q-03", "Q-05"} <= explained.clauses
    assert "calendar years" in explained


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("who pays for sending it back?", "S-19"),
        ("where do I have to send it?", "S-21"),
        ("how should I pack it?", "S-24"),
        ("is there a restocking fee?", "S-16"),
        ("how long does the refund take?", "S-28"),
    ],
)
def test_a_policy_question_is_answered_in_between(
    question: str, clause: str, customer: Customer, returning: str, ledger: Ledger
) -> None:
    answered = customer.says(question)
    assert clause in answered.clauses
    assert UNUSED in answered.question
    assert "unused" not in ledger.facts(customer.id)


def test_a_topic_the_policy_is_silent_on_is_not_guessed(customer: Customer, returning: str) -> None:
    answered = customer.says("who pays the customs duty?")
    assert "does not say" in answered
    assert UNUSED in answered.question


@pytest.mark.parametrize(("shop", "clause"), [("Qualir", "Q-19"), ("RMA", "R-24"), ("Highvalue", "H-28")])
def test_a_policy_question_without_an_order_asks_for_the_shop(shop: str, clause: str, customer: Customer) -> None:
    asked = customer.says("who pays for sending back a faulty item?")
    assert len(asked.buttons) == 5
    assert clause in customer.says(shop).clauses
    assert {each[0] for each in customer.says("what about missing parts?").clauses} <= {shop[0]}


def test_a_question_about_another_shop_changes_no_rules(customer: Customer, returning: str, ledger: Ledger) -> None:
    other = customer.says("what is the return policy at Qualir, who pays for sending it back there?")
    assert {clause[0] for clause in other.clauses} == {"Q"}
    customer.says("yes")
    customer.answers({"same condition": "yes", "packaging": "yes", "everything that came": "yes"})
    assert {clause[0] for clause in customer.replies[-1].clauses} == {"S"}
    (case,) = ledger.cases(customer.id)
    assert case.decision["status"] == "eligible"


def test_a_fact_is_corrected_and_decided_anew(customer: Customer, returning: str, ledger: Ledger) -> None:
    customer.says("no")
    assert ledger.cases(customer.id)[-1].decision["status"] == "not_eligible"
    customer.says("sorry, I meant it is unused")
    customer.answers({"same condition": "yes", "packaging": "yes", "everything that came": "yes"})
    assert "Shall I open a claim" in customer.replies[-1].question
    assert ledger.facts(customer.id)["unused"] == (True, "said")


def test_the_order_is_corrected(customer: Customer, returning: str, orders: OrderBook, ledger: Ledger) -> None:
    late = orders.add("saferexpert", delivered=31)
    customer.says(f"sorry, I meant the other order, {late}")
    customer.answers({"unused": "yes", "same condition": "yes", "packaging": "yes", "everything that came": "yes"})
    assert f"found order {late}" in customer.read
    assert ledger.cases(customer.id)[-1].decision["status"] == "not_eligible"
    assert ledger.conversation(customer.id).order_id == ledger.order(late).id


def test_going_back_asks_the_last_question_again(customer: Customer, returning: str, ledger: Ledger) -> None:
    asked_next = customer.says("yes")
    assert UNUSED not in asked_next.question
    assert UNUSED in customer.says("go back").question
    assert ledger.facts(customer.id)["unused"][0] is None


def test_stopping_leaves_nothing_done(customer: Customer, returning: str, ledger: Ledger) -> None:
    assert "nothing was changed" in customer.says("stop")
    assert ledger.cases(customer.id)[-1].status == "stopped"
    assert ledger.written(returning) == 0


def test_starting_over_forgets_the_order(customer: Customer, returning: str, ledger: Ledger) -> None:
    assert "What can I do" in customer.says("start over").question
    assert ledger.conversation(customer.id).order_id is None
    assert ledger.cases(customer.id)[-1].status == "stopped"
    assert "number and the e-mail" in customer.says("I want to cancel an order")


def test_a_person_gets_all_that_was_told(customer: Customer, returning: str, ledger: Ledger) -> None:
    customer.says("yes, never used")
    handed = customer.says("I want to talk to a real person")
    handoff = ledger.handoff(customer.id)
    assert f"H-{handoff.id:05d}" in handed
    assert handoff.reason == "asked_for"
    assert handoff.summary["order"]["number"] == returning
    assert handoff.summary["request"]["facts"]["unused"]["value"] is True
    assert handoff.summary["customer"]["email"] == EMAIL
    assert "yes, never used" in handoff.summary["said"]
    assert ledger.conversation(customer.id).owner == "waiting"


@pytest.mark.parametrize("words", ["hello", "thank you so much", "are you a robot?", "what can you do?"])
def test_small_talk_keeps_the_question_on_the_table(words: str, customer: Customer, returning: str) -> None:
    assert UNUSED in customer.says(words).question


def test_nonsense_twice_offers_a_person(customer: Customer, returning: str, ledger: Ledger) -> None:
    once = customer.says("wibble wobble flurb")
    assert "did not understand" in once
    assert UNUSED in once.question
    assert once.buttons
    assert "colleague" in customer.says("zorp glib frumious")
    customer.says("yes")
    assert ledger.handoff(customer.id).reason == "not_understood"


def test_the_first_answer_says_that_it_is_automated(customer: Customer) -> None:
    assert "automated assistant" in customer.says("hello there").texts[0]
    assert "automated" not in customer.says("hello again").texts[0]


def test_a_status_question_in_between_is_answered(customer: Customer, returning: str) -> None:
    answered = customer.says("by the way, what is the status of my order?")
    assert "delivered on 22 February 2025" in answered
    assert UNUSED in answered.question


@pytest.mark.parametrize("words", ["Please cancel my order {}, {}", "Cancel order {}, {}"])
def test_two_requests_in_one_message_come_one_after_the_other(
    words: str, customer: Customer, orders: OrderBook, ledger: Ledger
) -> None:
    number = orders.add("rma", "placed")
    both = customer.says(f"{words.format(number, EMAIL)}, and also where is my refund?")
    assert "also noted a refund" in both
    assert "Shall I cancel" in both.question
    done = customer.says("yes")
    assert f"order {number} is cancelled" in done
    assert "Now to a refund" in done
    assert [(case.flow, case.status) for case in ledger.cases(customer.id)] == [
        ("cancel_order", "done"),
        ("refund_status", "handed_over"),
    ]


def test_a_second_item_follows_the_first(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    number = orders.add("guarantee", delivered=2, products=[product("Tablet", warranty_years=2), product("Earbuds", 3)])
    answers = {"happened": "no", "which would you like": "a refund"}
    customer.says(f"My tablet never worked. Order {number}, {EMAIL}")
    customer.answers(answers)
    customer.says("yes", "the earbuds arrived broken as well")
    customer.answers({"how many": "two", **answers})
    customer.says("yes")
    tablet, earbuds = ledger.claims(number)
    assert (tablet.quantity, earbuds.quantity) == (1, 2)
    assert tablet.order_line_id != earbuds.order_line_id
    assert len(ledger.operations(number)) == 2
