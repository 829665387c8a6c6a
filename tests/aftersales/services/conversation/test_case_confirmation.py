"""A write is summed up, confirmed with a plain yes, and carried out once; anything else writes nothing."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from aftersales.records import claim_pages, claims, orders
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, Operation, Order

PutOrder = Callable[..., Order]
UNSENT = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}


@pytest.fixture
def cancelling(customer: Any, an_order: PutOrder) -> Order:
    """An order whose cancellation was just summed up."""
    order = an_order("rma", "QA-10234", **UNSENT)
    customer.says("cancel my order", "cancel_order")
    assert customer.identified(order).names[-1] == "confirm_cancel_order"
    return order


@pytest.fixture
def claiming(customer: Any, an_order: PutOrder) -> Order:
    """An order for which a claim was just summed up."""
    order = an_order("qualir", "QA-10234")
    customer.says("the wrong thing came", "report_wrong_item")
    assert customer.identified(order).names[-1] == "confirm_open_claim"
    return order


def _status(engine: Engine, order: Order) -> str:
    with reading(engine) as session:
        return orders.get(session, order.id).status


def _count(engine: Engine, table: Any) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table))


def _change(engine: Engine, order: Order, **columns: Any) -> None:
    with writing(engine) as session:
        row = session.get(Order, order.id)
        for column, value in columns.items():
            setattr(row, column, value)
        row.version += 1


def test_the_summary_says_what_will_be_done(customer: Any, cancelling: Order) -> None:
    assert customer.asked["said"]["values"] == {"order_number": "QA-10234", "amount": "57.90", "currency": "EUR"}


@pytest.mark.parametrize("yes", ["yes", "Yes please!", "ok", "go ahead", "1"])
def test_a_yes_cancels(customer: Any, cancelling: Order, sqlite: Engine, yes: str) -> None:
    done = customer.says(yes, "affirm").say("order_cancelled")
    assert done.values == {"order_number": "QA-10234", "amount": "57.90", "currency": "EUR"}
    assert _status(sqlite, cancelling) == "cancelled"
    assert customer.statuses == {"cancel_order": "done"}


@pytest.mark.parametrize("no", ["no", "no thanks, keep it", "2"])
def test_a_no_writes_nothing(customer: Any, cancelling: Order, sqlite: Engine, no: str) -> None:
    assert customer.says(no, "deny").names == ["nothing_done", "anything_else"]
    assert _status(sqlite, cancelling) == "placed"
    assert customer.statuses == {"cancel_order": "stopped"}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("maybe", "affirm"),
        ("don't do it", "affirm"),
        ("I guess so, not sure", "affirm"),
        ("hm", "nlu_fallback"),
        ("yes or no, what is better?", "affirm"),
    ],
)
def test_what_is_no_plain_yes_is_asked_again(
    customer: Any, cancelling: Order, sqlite: Engine, text: str, intent: str
) -> None:
    answer = customer.says(text, intent)
    said_first = ("not_understood_answer", "still_open")
    asked_again = [[said, "confirm_cancel_order"] for said in said_first]
    assert answer.names in (*asked_again, ["nothing_done", "anything_else"])
    assert _status(sqlite, cancelling) == "placed"


def test_a_second_yes_gets_the_same_answer(customer: Any, cancelling: Order, sqlite: Engine) -> None:
    first = customer.says("yes", "affirm")
    assert customer.says("yes", "affirm").replies == first.replies
    assert _count(sqlite, Operation) == 1


def test_an_order_cancelled_here_is_not_cancelled_again(customer: Any, cancelling: Order, sqlite: Engine) -> None:
    customer.says("yes", "affirm")
    again = customer.says("cancel QA-10234", "cancel_order").say("already_cancelled_here")
    assert again.values == {"order_number": "QA-10234", "day": "4 March 2025"}
    assert _count(sqlite, Operation) == 1


def test_an_order_cancelled_by_the_shop_is_told_so(customer: Any, an_order: PutOrder) -> None:
    customer.says("cancel my order", "cancel_order")
    assert "already_cancelled" in customer.identified(an_order("rma", "QA-10234", status="cancelled")).names


def test_a_yes_after_half_an_hour_writes_nothing_and_sums_up_anew(
    customer: Any, cancelling: Order, sqlite: Engine
) -> None:
    customer.now += timedelta(minutes=30)
    assert customer.says("yes", "affirm").names == ["confirmation_expired", "confirm_cancel_order"]
    assert _status(sqlite, cancelling) == "placed"
    assert customer.says("yes", "affirm").names == ["order_cancelled", "anything_else"]


def test_a_yes_to_an_amount_that_has_changed_does_nothing_and_the_new_one_is_asked(
    customer: Any, cancelling: Order, sqlite: Engine
) -> None:
    _change(sqlite, cancelling, shipping_fee=Decimal("9.90"))
    answer = customer.says("yes", "affirm")
    assert answer.names == ["confirmation_expired", "card", "confirm_cancel_order"]
    assert answer.say("confirm_cancel_order").values["amount"] == "62.90"
    assert _count(sqlite, Operation) == 0
    done = customer.says("yes", "affirm").say("order_cancelled")
    assert done.values["amount"] == "62.90"
    assert _status(sqlite, cancelling) == "cancelled"


@pytest.mark.parametrize("yes", ["yes", "ok", "1"])
def test_a_yes_to_a_claim_after_half_an_hour_opens_none_until_it_is_said_again(
    customer: Any, claiming: Order, sqlite: Engine, yes: str
) -> None:
    customer.now += timedelta(minutes=30)
    answer = customer.says(yes, "affirm")
    assert answer.names == ["confirmation_expired", "confirm_open_claim"]
    assert [choice.response for choice in answer.replies[-1].choices] == ["choice_yes", "choice_no"]
    assert _count(sqlite, Claim) == 0
    customer.says(yes, "affirm")
    assert _count(sqlite, Claim) == 1


def test_the_day_of_the_yes_counts_where_it_is_another(customer: Any, claiming: Order, sqlite: Engine) -> None:
    """A summary of the last evening, said yes to on a later day that is beyond every window."""
    customer.today += timedelta(days=800)
    customer.now += timedelta(days=800)
    assert customer.says("yes", "affirm").names[0] == "confirmation_expired"
    assert _count(sqlite, Claim) == 0


def test_an_order_sent_meanwhile_is_decided_anew(customer: Any, an_order: PutOrder, sqlite: Engine) -> None:
    order = an_order("saferexpert", "QA-10234", **UNSENT)
    customer.says("cancel my order", "cancel_order")
    customer.identified(order)
    _change(sqlite, order, status="shipped", shipped_on=customer.today)
    answer = customer.says("yes", "affirm")
    assert answer.names[:2] == ["confirmation_expired", "card"]
    assert answer.card.decision.status != "eligible"
    assert _status(sqlite, order) == "shipped"
    assert _count(sqlite, Operation) == 0


def test_a_yes_opens_one_claim_with_its_slip(customer: Any, claiming: Order, sqlite: Engine) -> None:
    opened = customer.says("yes", "affirm")
    said, _ = opened.replies
    assert said.response.startswith("claim_opened_return_slip")
    with reading(sqlite) as session:
        (claim,) = claims.of_order(session, claiming.id)
        token = claim_pages.token_of(session, claim)
    assert said.values["reference"] == claim.reference
    assert said.values["authorisation_number"] == claim.authorisation_number
    assert said.values["page"] == f"http://127.0.0.1:5080/claims/{token}"
    assert claim.conversation_id == customer.conversation_id
    assert customer.says("yes", "affirm").replies == opened.replies
    assert _count(sqlite, Claim) == 1


def test_a_dispute_opened_meanwhile_is_decided_anew(customer: Any, claiming: Order, sqlite: Engine) -> None:
    _change(sqlite, claiming, open_dispute=True)
    answer = customer.says("yes", "affirm")
    assert answer.names[0] == "confirmation_expired"
    assert answer.card.decision.status == "blocked"
    assert _count(sqlite, Claim) == 0


def test_the_same_piece_is_not_claimed_twice(customer: Any, claiming: Order, sqlite: Engine) -> None:
    reference = customer.says("yes", "affirm").replies[0].values["reference"]
    again = customer.says("it is broken, too", "claim_warranty").say("item_already_claimed")
    assert again.values == {"product": "Rear view camera", "reference": reference}
    assert _count(sqlite, Claim) == 1


def test_another_conversation_that_was_faster_is_told_of(customer: Any, claiming: Order, sqlite: Engine) -> None:
    other = type(customer)(sqlite, customer.policies, customer.now, conversation_id="c2")
    other.says("the wrong thing came", "report_wrong_item")
    other.identified(claiming)
    reference = other.says("yes", "affirm").replies[0].values["reference"]
    told = customer.says("yes", "affirm").say("item_already_claimed")
    assert told.values["reference"] == reference
    assert _count(sqlite, Claim) == 1


def test_what_is_asked_in_between_leaves_the_summary_standing(customer: Any, cancelling: Order, sqlite: Engine) -> None:
    assert customer.says("why is that?", "why").names == ["why_decision", "confirm_cancel_order"]
    assert customer.says("thanks so far", "thank").names[-1] == "confirm_cancel_order"
    assert _status(sqlite, cancelling) == "placed"
    assert customer.says("yes", "affirm").names == ["order_cancelled", "anything_else"]


def test_a_yes_with_a_question_is_asked_again_not_carried_out(customer: Any, cancelling: Order, sqlite: Engine) -> None:
    answer = customer.says("yes but when do I get the money?", "ask_refund_time")
    assert answer.names[-1] == "confirm_cancel_order"
    assert _status(sqlite, cancelling) == "placed"


def test_a_yes_long_after_a_no_writes_nothing(customer: Any, cancelling: Order, sqlite: Engine) -> None:
    customer.says("no", "deny")
    customer.says("yes", "affirm")
    assert _status(sqlite, cancelling) == "placed"
    assert _count(sqlite, Operation) == 0


def test_a_fact_taken_back_is_no_answer_to_the_question(customer: Any, an_order: PutOrder) -> None:
    order = an_order("guarantee")
    faulty = {"problem": "defective", "flashed_firmware": True}
    customer.says(f"broken, and I flashed it. {order.number}, {order.email}", "claim_warranty", facts=faulty)
    assert customer.asked["kind"] == "person_offer"
    answer = customer.says("oh no, I did not flash it", facts={"flashed_firmware": False})
    assert answer.names[0] == "corrected"
    assert customer.facts["flashed_firmware"][0] is False
    assert customer.asked["kind"] in ("fact", "facts")


@pytest.mark.parametrize("words", ["hm, let me think", "hmm", "give me a minute", "I have to sleep on it", "wait, ok"])
def test_who_hesitates_has_not_agreed_however_it_was_heard(customer: Any, an_order: PutOrder, words: str) -> None:
    unsent = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}
    customer.says("cancel it", "cancel_order")
    customer.identified(an_order("rma", "QA-10234", **unsent))
    customer.says(words, "affirm")
    assert customer.asked["kind"] == "confirm"
