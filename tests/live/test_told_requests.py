"""Every kind of request at every shop, told in one message: the verdict, its clauses, what the ledger holds."""

import pytest

from tests.live.customer import Customer
from tests.live.ledger import Ledger
from tests.live.orders import EMAIL, OrderBook, product
from tests.live.stories import CLAUSE_LETTER, Story
from tests.live.told_requests import CANCELLING, FAULTS, MONEY_AND_STOCK, RETURNS, WRONG_GOODS


def told(stories: list[Story]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("story", stories, ids=lambda story: f"{story.shop}: {story.name}")


@told([*CANCELLING, *FAULTS, *RETURNS, *WRONG_GOODS, *MONEY_AND_STOCK])
def test_a_request_is_decided_by_the_shops_clauses_and_carried_out(
    story: Story, customer: Customer, orders: OrderBook, ledger: Ledger
) -> None:
    number = orders.add(story.shop, **story.order)
    customer.says(story.opening(number, EMAIL))
    customer.answers(story.answers)
    check_what_was_told(story, customer)
    check_the_case(story, customer, ledger)
    assert ledger.written(number) == 0, "nothing is written before the customer has said yes"
    if story.status == "needs_human":
        check_the_handover(story, customer, number, ledger)
    elif story.status == "eligible" and "Shall I" in customer.replies[-1].question:
        customer.says("yes")
        check_what_was_done(story, customer, number, ledger)
    else:
        assert story.remedy is story.number is None
        customer.says("no")
        assert ledger.written(number) == 0


def test_two_problems_in_one_sentence_become_two_claims(customer: Customer, orders: OrderBook, ledger: Ledger) -> None:
    number = orders.add("guarantee", delivered=2, products=[product("Tablet 10 inch"), product("Wireless earbuds")])
    first = customer.says(f"{number} {EMAIL} the tablet never worked and the earbuds are the wrong colour")
    assert "I have also noted the wrong thing" in first
    customer.answers({"happened": "no", "which would you like": "a refund", "Shall I open": "yes"})
    customer.answers({"which would you like": "a replacement", "Shall I open": "yes"})
    claims = [(claim.problem, claim.remedy) for claim in ledger.claims(number)]
    assert claims == [("defective", "refund"), ("wrong_color", "replacement")]
    assert all(len(reply.texts) <= 3 for reply in customer.replies)


@pytest.mark.parametrize("words", ["it just stopped", "nothing, it died by itself", "no idea"])
def test_not_knowing_the_cause_is_understood(customer: Customer, orders: OrderBook, ledger: Ledger, words: str) -> None:
    number = orders.add("qualir", delivered=30)
    customer.says(f"my camera stopped working, {number} {EMAIL}", words)
    assert ledger.facts(customer.id)["cause"] == ("not_known", "asked")


def check_what_was_told(story: Story, customer: Customer) -> None:
    """The clauses and words of the verdict, none of another shop, and no question about what had been told."""
    told = customer.read
    assert story.clauses <= told.clauses
    assert {clause[0] for clause in told.clauses} <= {CLAUSE_LETTER[story.shop]}
    assert [words for words in story.hears if words not in told] == []
    asked = "\n".join(reply.question for reply in customer.replies if reply.question.endswith("?")).lower()
    assert [words for words in story.never_asked if words in asked] == []
    assert all(len(reply.texts) <= 3 for reply in customer.replies)


def check_the_case(story: Story, customer: Customer, ledger: Ledger) -> None:
    (case,) = ledger.cases(customer.id)
    assert case.decision["status"] == story.status
    assert story.clauses <= set(case.decision["clauses"])
    assert case.policy_version == case.decision["policy_version"]
    assert case.words


def check_the_handover(story: Story, customer: Customer, number: str, ledger: Ledger) -> None:
    """A person has it, with everything that spares the customer from telling it again."""
    handoff = ledger.handoff(customer.id)
    assert f"H-{handoff.id:05d}" in customer.read
    assert story.reason in (None, handoff.reason)
    assert handoff.summary["order"]["number"] == number
    assert handoff.summary["decision"]["status"] == "needs_human"
    assert handoff.summary["decision"]["unsettled"]
    assert story.opening(number, EMAIL) in handoff.summary["said"]
    assert ledger.conversation(customer.id).owner == "waiting"
    assert ledger.audit(f"conversation:{customer.id}") == ["hand_over"]


def check_what_was_done(story: Story, customer: Customer, number: str, ledger: Ledger) -> None:
    """One operation, told from the committed row; a claim with its number, what it needs and its last days."""
    (operation,) = ledger.operations(number)
    done = customer.replies[-1]
    assert "Done:" in done
    if story.refund is not None:
        assert story.refund in customer.read
    if story.remedy == "cancellation":
        assert operation.kind == "cancel_order"
        assert operation.result["refund"]["amount"] == story.refund
        assert ledger.order(number).status == "cancelled"
        return
    claim = ledger.claim(number)
    assert operation.kind == "open_claim"
    assert operation.claim_id == claim.id
    assert claim.reference in done
    assert claim.remedy == story.remedy
    assert claim.decision["status"] == "eligible"
    assert story.items <= {item.code for item in claim.items}
    last_days = {deadline.what: deadline.last_day.isoformat() for deadline in claim.deadlines}
    assert story.deadlines.items() <= last_days.items()
    check_the_number(story, claim.authorisation_number, done.text)


def check_the_number(story: Story, issued: str | None, done: str) -> None:
    """The RMA number or return slip that the shop's policy asks for, told to the customer; none where it has none."""
    if story.number is None:
        assert issued is None
        return
    assert issued is not None
    assert issued.startswith(story.number)
    assert issued in done
