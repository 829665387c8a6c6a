"""Handing over: a person gets all that was told and decided, once, and the customer need not tell it again."""

from collections.abc import Callable
from datetime import date, datetime, timezone
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import audit, handoffs
from aftersales.records.database import reading
from aftersales.records.tables import Handoff, Order
from aftersales.services.wording import words

PutOrder = Callable[..., Order]


def _handoffs(engine: Engine) -> list[Handoff]:
    with reading(engine) as session:
        return handoffs.queue(session)


def test_the_summary_tells_who_what_and_where_it_stands(customer: Any, an_order: PutOrder, sqlite: Engine) -> None:
    customer.says("my camera broke, I dropped it", "claim_warranty", facts={"cause": "accident"})
    customer.identified(an_order("rma", "QA-10234", phone="+49 30 123"))
    customer.says("give me a person", "hand_off")
    (handoff,) = _handoffs(sqlite)
    summary = handoff.summary
    assert handoff.reason == "asked_for"
    assert summary["shop"] == "rma"
    assert summary["customer"] == {"name": "Anna Keller", "email": "anna.keller@example.com", "phone": "+49 30 123"}
    assert summary["order"] == {"number": "QA-10234", "status": "delivered"}
    assert summary["said"][0] == "my camera broke, I dropped it"
    request = summary["request"]
    assert (request["flow"], request["problem"]) == ("claim_warranty", "defective")
    assert request["item"] == {"sku": "SKU-1", "name": "Rear view camera", "quantity": 1}
    told = {"value": "accident", "source": "said", "quote": "my camera broke, I dropped it"}
    assert request["facts"]["cause"] == told


def test_the_summary_holds_the_decision_with_its_clauses_and_what_is_open(
    customer: Any, an_order: PutOrder, sqlite: Engine
) -> None:
    customer.says("I do not like it", "return_item")
    customer.identified(an_order("guarantee", "QA-10234"))
    (handoff,) = _handoffs(sqlite)
    decision = handoff.summary["decision"]
    assert handoff.reason == "policy_silent"
    assert decision["status"] == "needs_human"
    assert [(each["outcome"], each["because"]) for each in decision["unsettled"]][:1] == [("eligible", "silent")]
    assert decision["policy_version"] == customer.policies["guarantee"].version


def test_who_objects_to_a_refusal_is_handed_over_with_it(customer: Any, an_order: PutOrder, sqlite: Engine) -> None:
    customer.says("the colour is wrong", "report_wrong_item", facts={"problem": "wrong_item"})
    answer = customer.identified(an_order("guarantee", "QA-10234"))
    customer.says("yes", "affirm")
    (handoff,) = _handoffs(sqlite)
    assert handoff.reason == "objection"
    assert handoff.summary["decision"]["status"] == "not_eligible"
    assert handoff.summary["decision"]["clauses"] == list(answer.card.decision.clauses)


def test_who_asks_in_the_middle_of_the_questions_is_handed_over_with_the_open_ones(
    customer: Any, an_order: PutOrder, sqlite: Engine
) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    customer.says("a human please", "hand_off")
    (handoff,) = _handoffs(sqlite)
    assert handoff.summary["decision"]["status"] == "needs_info"
    assert handoff.summary["decision"]["unsettled"]
    assert customer.asked == {}


def test_nothing_known_is_said_to_be_unknown(customer: Any, sqlite: Engine) -> None:
    answer = customer.says("a human please", "hand_off")
    assert answer.names == ["automated_assistant", "handed_over"]
    (handoff,) = _handoffs(sqlite)
    assert handoff.summary == {"shop": None, "customer": None, "order": None, "said": ["a human please"]}


def test_asking_twice_makes_one_handoff_with_the_newest_summary(customer: Any, sqlite: Engine) -> None:
    first = customer.says("a human please", "hand_off").say("handed_over")
    customer.says("it is about my parcel", "nlu_fallback")
    again = customer.says("where is my human?", "hand_off").say("handed_over_again")
    assert again.values == first.values
    (handoff,) = _handoffs(sqlite)
    assert handoff.summary["said"] == ["a human please", "it is about my parcel", "where is my human?"]


def test_what_the_policy_hands_over_lets_the_next_request_wait(customer: Any, an_order: PutOrder) -> None:
    customer.says("I do not like it", "return_item")
    customer.says("and another refund of mine is late", "refund_status", facts={"problem": "refund_late"})
    answer = customer.identified(an_order("guarantee", "QA-10234"))
    assert answer.names[-1] == "handed_over"
    assert customer.statuses == {"return_item": "handed_over", "refund_status": "queued"}


@pytest.mark.parametrize(
    ("day", "hour", "back"),
    [
        (8, 12, "They will be back on Monday, 10 March, at 08:00 (Berlin time)."),
        (9, 12, "They will be back tomorrow, Monday, 10 March, at 08:00 (Berlin time)."),
        (10, 5, "They will be back today at 08:00 (Berlin time)."),
        (9, 23, "They will be back today at 08:00 (Berlin time)."),
    ],
)
def test_outside_the_hours_the_customer_hears_when_somebody_is_back(
    customer: Any, an_order: PutOrder, day: int, hour: int, back: str
) -> None:
    customer.identified(an_order("guarantee", "QA-10234"))
    customer.now = datetime(2025, 3, day, hour, 30, tzinfo=timezone.utc)
    handed_over, when = customer.says("a human please", "hand_off").replies
    assert handed_over.response == "handed_over"
    assert words(when.response, when.values).endswith(back)


def test_handing_over_stands_in_the_audit(customer: Any, sqlite: Engine) -> None:
    customer.says("a human please", "hand_off")
    with reading(sqlite) as session:
        (entry,) = audit.about(session, "conversation:c1")
    assert (entry.actor, entry.action, entry.detail) == ("assistant", "hand_over", {"reason": "asked_for"})


def test_the_request_that_waits_stays_in_the_queue_while_a_person_has_the_conversation(
    customer: Any, an_order: PutOrder
) -> None:
    customer.says("I do not like it", "return_item")
    customer.says("and another refund of mine is late", "refund_status", facts={"problem": "refund_late"})
    answer = customer.identified(an_order("saferexpert", "QA-10234", ("Toaster", 1)))
    customer.says("it is used", facts={"unused": False})
    customer.says("a person, please", "hand_off")
    assert customer.statuses["return_item"] == "handed_over"
    assert customer.statuses["refund_status"] == "queued"
    assert customer.asked == {}
    assert answer.names[-1] == "ask_yes_no"


def test_a_no_to_a_person_takes_the_question_up_again(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    customer.says("blah", "nlu_fallback")
    customer.says("blah", "nlu_fallback")
    assert customer.says("no thanks", "deny").names == ["ask_fact"]
    assert customer.asked["fact"] == "cause"
    assert customer.says("blah", "nlu_fallback").names == ["not_understood_choices", "ask_fact"]


def test_a_no_to_a_person_asks_for_the_order_again(customer: Any) -> None:
    customer.says("it broke", "claim_warranty")
    customer.says("blah", "nlu_fallback")
    customer.says("blah", "nlu_fallback")
    assert customer.says("no", "deny").names == ["ask_order_number_and_email"]


def test_a_no_to_a_person_asks_again_what_can_be_done(customer: Any) -> None:
    customer.says("blah", "nlu_fallback")
    customer.says("blah", "nlu_fallback")
    assert customer.says("no", "deny").names == ["ask_what_to_do"]


def test_a_choice_on_the_table_is_no_wish_for_a_person(customer: Any, an_order: PutOrder) -> None:
    customer.says("it arrived broken", "claim_warranty", facts={"problem": "damaged_in_transit"})
    customer.identified(an_order("guarantee", "QA-10234", delivered_on=date(2025, 3, 3)))
    assert customer.asked["kind"] == "remedy"
    assert customer.says("I would like a replacement", "hand_off").names == ["confirm_open_claim"]


@pytest.mark.parametrize("intent", ["hand_off", "stop", "complaint", "goodbye", "nlu_fallback"])
def test_impatience_asks_for_no_person_and_ends_nothing(customer: Any, an_order: PutOrder, intent: str) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    for _ in range(3):
        assert customer.says("come on, this takes too long", intent).names == ["impatience", "ask_fact"]
    assert customer.statuses == {"claim_warranty": "open"}


@pytest.mark.parametrize("intent", ["nlu_fallback", "affirm", "stop", "hand_off"])
def test_who_only_laughs_or_sighs_is_asked_again_and_given_no_person(customer: Any, intent: str) -> None:
    customer.says("it broke", "claim_warranty")
    for sound in ("lol", "lol", "🙄"):
        assert customer.says(sound, intent).names == ["still_open", "ask_order_number_and_email"]


def test_who_complains_gets_a_kind_word_and_the_question_again(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    for complaint in ("thanks for nothing", "you are all thieves", "what a joke"):
        assert customer.says(complaint, "complaint").names == ["sorry_for_trouble", "ask_fact"]
    assert "cause" not in customer.facts


def test_who_complains_before_anything_else_is_asked_what_to_do(customer: Any) -> None:
    assert customer.says("you are all thieves", "complaint").names[-2:] == ["sorry_for_trouble", "ask_what_to_do"]


def test_a_cause_that_sounds_like_a_stop_is_an_answer(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("qualir", "QA-10234"))
    customer.says("a drop", "stop")
    assert customer.facts["cause"] == ("accident", "asked")


@pytest.mark.parametrize("word", ["yes", "1"])
def test_the_button_for_a_person_works(customer: Any, sqlite: Engine, word: str) -> None:
    customer.says("blah", "nlu_fallback")
    assert customer.says("blah", "nlu_fallback").names == ["offer_person_not_understood"]
    assert customer.says(word, "affirm").names == ["handed_over"]
    assert _handoffs(sqlite)[0].reason == "not_understood"


def test_who_needs_no_person_gets_none(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke, I dropped it", "claim_warranty", facts={"problem": "defective", "cause": "accident"})
    customer.identified(an_order("qualir", "QA-10234"))
    assert customer.asked["kind"] == "person_offer"
    assert customer.says("no, I don't need a person", "hand_off").names[0] == "no_person_then"
