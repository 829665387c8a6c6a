"""The engine as the judge sees it: asking one thing after the other comes to what it says on all that is true."""

from aftersales.policy.facts import Value
from evaluation.customers.customer import Customer
from evaluation.customers.truth import asked_together, decision_on, least_questions, open_questions
from tests.evaluation.customers.conftest import TODAY


def asked_one_by_one(customer: Customer) -> dict[str, Value]:
    """What the engine knows in the end where it is told only what it asks."""
    known: dict[str, Value] = {}
    while facts := open_questions(decision_on(customer.policy, customer.situation, known, TODAY)):
        asked = asked_together(customer.policy, facts)
        known |= {fact: customer.situation.facts[fact] for fact in asked}
    return known


def test_asking_ends_with_an_answer(customers: list[Customer]) -> None:
    for customer in customers:
        known = asked_one_by_one(customer)
        assert decision_on(customer.policy, customer.situation, known, TODAY).status != "needs_info"


def test_more_told_means_fewer_questions(customers: list[Customer]) -> None:
    for customer in customers:
        policy, situation = customer.policy, customer.situation
        most = least_questions(policy, situation, {}, TODAY)
        assert least_questions(policy, situation, asked_one_by_one(customer), TODAY) <= min(most, 1)
