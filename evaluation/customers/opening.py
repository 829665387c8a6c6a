"""How a simulated customer begins: what is wrong, more or less of the rest, in more or less order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftersales.policy.facts import NOT_KNOWN
from evaluation.customers.phrases import plain_name
from evaluation.customers.situations import goods_come_back
from evaluation.customers.truth import asked_together, decision_on, open_questions
from evaluation.customers.wording import sentences

if TYPE_CHECKING:
    from evaluation.customers.customer import Customer

TOLD_WITHOUT_NEED = ("original_packaging", "opened_body", "as_received", "unused")
"""What people with the goods in their hands tell, whether it matters or not."""


def open_conversation(customer: Customer) -> str:
    """The first message; it notes in the customer what it has told."""
    phrases, character = customer.phrases, customer.character
    before = [phrases.pick("greetings")] if character.polite else []
    if character.vague:
        return sentences([*before, phrases.pick("vague")])
    customer.problem_told = True
    told = [_problem(customer), *_quantity(customer), *_facts(customer)]
    identity = _identity(customer)
    after = [phrases.pick("closings")] if character.polite else []
    parts = [*told, *identity] if character.style.bare else [*identity, *told]
    return sentences([*before, *parts, *after])


def _problem(customer: Customer) -> str:
    situation, phrases = customer.situation, customer.phrases
    if situation.problem == "defective" and situation.facts["dead_on_arrival"] is True:
        customer.told["dead_on_arrival"] = True
    said = phrases.problem()
    if situation.product and phrases.names_the_line():
        customer.line_told = plain_name(situation.product["name"]) in said
    return said


def _quantity(customer: Customer) -> list[str]:
    """How many pieces, where the order has several of them and the customer thinks of it."""
    product, quantity = customer.situation.product, customer.situation.quantity
    if not product or not quantity or product["quantity"] == 1 or not customer.character.tells_quantity:
        return []
    if not customer.line_told and len(customer.situation.order.lines) > 1:
        return []
    customer.quantity_told = True
    word = customer.phrases.words["numbers"].get(quantity, quantity)
    return [customer.phrases.pick("quantity", "told").format(word=word)]


def _facts(customer: Customer) -> list[str]:
    """Some facts that matter, or that people tell anyway."""
    facts = customer.situation.facts
    worth_telling = [fact for fact in _that_matter(customer) if fact not in customer.told]
    if goods_come_back(customer.situation):
        worth_telling += [fact for fact in TOLD_WITHOUT_NEED if fact in facts and fact not in customer.told]
    worth_telling = [fact for fact in dict.fromkeys(worth_telling) if customer.phrases.has_words_for(fact, facts[fact])]
    said = []
    for fact in worth_telling[: customer.character.tells]:
        customer.told[fact] = facts[fact]
        said.append(customer.phrases.fact(fact, facts[fact]))
    return said


def _that_matter(customer: Customer) -> list[str]:
    """The facts that the engine would ask, in its order, and the wish."""
    situation, known = customer.situation, dict(customer.told)
    asked: list[str] = ["wants"] if situation.facts.get("wants", NOT_KNOWN) != NOT_KNOWN else []
    while facts := open_questions(decision_on(customer.policy, situation, known, customer.today)):
        together = asked_together(customer.policy, facts)
        known |= {fact: situation.facts[fact] for fact in together}
        asked += together
    return asked


def _identity(customer: Customer) -> list[str]:
    if customer.character.identity != "at_once":
        return []
    return [customer.order_and_email()]
