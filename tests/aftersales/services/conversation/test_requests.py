"""Opening requests: one at a time, the others wait their turn; a reason is no request of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aftersales.records.tables import Order
from aftersales.services.conversation.heard import Heard, HeardFact
from aftersales.services.flows import FLOWS, at_odds, flow_about, flow_asked_for, is_a_guess, other_flows

PutOrder = Callable[..., Order]
UNSENT = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}


def _heard(*problems: str) -> Heard:
    return Heard("one thing and another", facts=tuple(HeardFact("problem", problem, "") for problem in problems))


@pytest.mark.parametrize(
    ("stem", "problems", "opened"),
    [
        ("return_item", [], "return_item"),
        ("return_item", ["ordered_wrong"], "return_item"),
        ("return_item", ["defective"], "claim_warranty"),
        ("return_item", ["change_of_mind", "defective"], "claim_warranty"),
        ("return_item", ["wrong_color"], "report_wrong_item"),
        ("return_item", ["refund_late"], "refund_status"),
        ("claim_warranty", ["wrong_item"], "report_wrong_item"),
        ("claim_warranty", ["wrong_item", "defective"], "claim_warranty"),
        ("claim_warranty", ["change_of_mind"], "claim_warranty"),
        ("report_wrong_item", ["defective"], "claim_warranty"),
        ("report_wrong_item", ["wrong_color", "defective"], "report_wrong_item"),
        ("cancel_order", ["defective"], "cancel_order"),
        ("refund_status", ["cancel", "refund_late"], "cancel_order"),
        ("refund_status", ["cancel"], "cancel_order"),
        ("refund_status", ["refund_late", "cancel"], "refund_status"),
        ("report_dead_on_arrival", ["defective"], "report_dead_on_arrival"),
        ("withdraw_claim", ["cancel", "defective"], "cancel_order"),
        ("withdraw_claim", ["defective"], "withdraw_claim"),
    ],
)
def test_what_is_faulty_or_wrong_is_not_returned_as_unwanted(stem: str, problems: list[str], opened: str) -> None:
    assert flow_asked_for(stem, _heard(*problems)).stem == opened


@pytest.mark.parametrize(("confidence", "opened"), [(0.49, "return_item"), (0.5, "cancel_order")])
def test_a_reason_told_decides_where_the_request_was_hardly_heard(confidence: float, opened: str) -> None:
    assert flow_asked_for("cancel_order", replace(_heard("change_of_mind"), confidence=confidence)).stem == opened


@pytest.mark.parametrize("stem", ["cancel_order", "out_of_stock", "claim_warranty", "order_status"])
def test_a_mere_guess_is_no_request(customer: Any, an_order: PutOrder, stem: str) -> None:
    order = an_order("rma", "QA-10234")
    answer = customer.says(f"something is not right. {order.number}, {order.email}", stem, confidence=0.49)
    assert answer.names == ["automated_assistant", "order_found", "not_understood_choices", "ask_what_to_do"]
    assert customer.statuses == {}


def test_a_mere_guess_keeps_the_order_number(customer: Any, an_order: PutOrder) -> None:
    order = an_order("rma", "QA-10234")
    assert customer.says(f"about {order.number}", "cancel_order", confidence=0.4).names[-1] == "ask_email"
    assert customer.says(order.email, "identify_order").names == ["order_found", "ask_what_to_do"]


def test_what_a_message_was_taken_for_waits_where_it_begins_with_something_else() -> None:
    heard = _heard("cancel")
    assert [flow.stem for flow, _ in other_flows(heard, FLOWS["cancel_order"], "refund_status")] == ["refund_status"]


SENT_BACK = {"sent_back_on": date(2025, 2, 1)}


@pytest.mark.parametrize(
    ("problems", "dates", "opened"),
    [
        (["defective"], {}, "claim_warranty"),
        (["wrong_color"], {}, "report_wrong_item"),
        (["defective"], SENT_BACK, "refund_status"),
        (["defective", "refund_late"], {}, "refund_status"),
        ([], {}, "refund_status"),
    ],
)
def test_who_wants_the_money_back_for_a_fault_asks_for_no_late_refund(
    problems: list[str], dates: dict[str, date], opened: str
) -> None:
    told = _heard(*problems)
    heard = replace(told, facts=(*told.facts, HeardFact("wants", "refund", "my money back")), dates=dates)
    assert flow_asked_for("refund_status", heard).stem == opened


@pytest.mark.parametrize(("confidence", "is_guess"), [(0.79, True), (0.8, False)])
def test_a_request_that_nothing_told_speaks_for_needs_more_certainty(confidence: float, is_guess: bool) -> None:
    assert is_a_guess(Heard("my order is not okay", confidence=confidence)) is is_guess
    assert not is_a_guess(replace(_heard("defective"), confidence=confidence))


@pytest.mark.parametrize(("confidence", "opened"), [(0.79, "return_item"), (0.8, "claim_warranty")])
def test_a_change_of_mind_is_no_fault_unless_a_fault_was_heard_for_certain(confidence: float, opened: str) -> None:
    assert flow_asked_for("claim_warranty", replace(_heard("change_of_mind"), confidence=confidence)).stem == opened


@pytest.mark.parametrize(("confidence", "opened"), [(0.79, "report_wrong_item"), (0.97, "out_of_stock")])
def test_a_problem_told_in_words_outweighs_a_request_hardly_heard(confidence: float, opened: str) -> None:
    heard = replace(_heard("wrong_color"), confidence=confidence)
    assert flow_asked_for("out_of_stock", heard).stem == opened
    assert at_odds("out_of_stock", heard) == ()


@pytest.mark.parametrize(
    ("stem", "told"), [("out_of_stock", "wrong_color"), ("cancel_order", "ordered_wrong"), ("claim_warranty", "cancel")]
)
def test_words_that_speak_against_the_request_are_asked_about(
    customer: Any, an_order: PutOrder, stem: str, told: str
) -> None:
    order = an_order("rma")
    said = customer.says(f"hm. {order.number}, {order.email}", stem, confidence=0.9, facts={"problem": told})
    other = flow_about(told)
    assert other is not None
    assert [choice.response for choice in said.say("ask_which_reading").choices] == [
        f"choice_{stem}", f"choice_{other.stem}",
    ]  # fmt: skip
    assert customer.statuses == {}
    customer.says("the second")
    assert customer.statuses == {other.stem: "open"}


@pytest.mark.parametrize(
    ("stem", "problems", "further"),
    [
        ("cancel_order", ["cancel", "change_of_mind"], []),
        ("cancel_order", ["ordered_wrong"], []),
        ("cancel_order", ["defective"], ["claim_warranty"]),
        ("refund_status", ["refund_late", "defective"], []),
        ("claim_warranty", ["defective", "change_of_mind"], []),
        ("claim_warranty", ["defective", "refund_late"], ["refund_status"]),
        ("report_wrong_item", ["wrong_item", "defective"], ["claim_warranty"]),
        ("out_of_stock", ["out_of_stock", "cancel"], []),
        ("claim_status", ["defective"], []),
        ("order_status", ["defective", "damaged_in_transit"], ["claim_warranty"]),
    ],
)
def test_only_what_is_no_reason_is_a_further_request(stem: str, problems: list[str], further: list[str]) -> None:
    heard = _heard(*problems)
    assert [flow.stem for flow, _ in other_flows(heard, flow_asked_for(stem, heard))] == further


@pytest.mark.parametrize(
    ("problem", "stem"),
    [("defective", "claim_warranty"), ("ordered_wrong", "return_item"), ("wrong_format", "report_wrong_item")],
)
def test_a_problem_tells_its_flow(problem: str, stem: str) -> None:
    flow = flow_about(problem)
    assert flow is not None
    assert flow.stem == stem


def test_an_unknown_problem_has_no_flow() -> None:
    assert flow_about("bored") is None


def test_the_first_answer_greets_once_as_a_machine_and_the_next_is_no_introduction(customer: Any) -> None:
    assert customer.says("hello", "greet").names == ["automated_assistant", "ask_what_to_do"]
    assert customer.says("hello", "greet").names == ["greet", "ask_what_to_do"]


def test_two_requests_in_one_message_are_taken_one_after_the_other(customer: Any, an_order: PutOrder) -> None:
    answer = customer.says(
        "my camera is broken and my refund is late", "claim_warranty", facts={"problem": "refund_late"}
    )
    assert "queued_refund_status" in answer.names
    assert customer.statuses == {"claim_warranty": "open", "refund_status": "queued"}
    customer.identified(an_order("guarantee", "QA-10234"))
    answer = customer.says("stop", "stop")
    assert answer.names[:2] == ["stopped", "next_refund_status"]
    assert customer.statuses["claim_warranty"] == "stopped"


def test_a_request_in_the_middle_of_another_waits(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    answer = customer.says("and I want to cancel something", "cancel_order")
    assert answer.names == ["queued_cancel_order", "ask_fact"]
    assert customer.statuses == {"claim_warranty": "open", "cancel_order": "queued"}


def test_a_request_that_waits_already_does_not_wait_twice(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    customer.says("and I want to cancel something", "cancel_order")
    assert "queued_cancel_order" not in customer.says("cancel, I said", "cancel_order").names


def test_a_request_instead_of_another_takes_its_place(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    answer = customer.says("I would rather return it", "return_item")
    assert answer.names[-1] == "ask_yes_no"
    assert customer.statuses == {"claim_warranty": "stopped", "return_item": "open"}


def test_a_second_request_afterwards_knows_the_order(customer: Any, an_order: PutOrder) -> None:
    customer.says("where is it", "order_status")
    customer.identified(an_order("rma", "QA-10234"))
    assert customer.says("it broke", "claim_warranty").names == ["ask_fact"]


def test_how_the_order_stands_is_told_at_once_and_the_question_asked_again(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    answer = customer.says("when did you send my order?", "order_status")
    assert answer.names == ["order_status_delivered", "ask_fact"]
    assert customer.statuses == {"claim_warranty": "open"}


@pytest.mark.parametrize(
    ("columns", "response", "day"),
    [
        (UNSENT, "order_status_placed", "10 February 2025"),
        ({**UNSENT, "status": "in_production"}, "order_status_in_production", "10 February 2025"),
        ({"status": "shipped", "delivered_on": None}, "order_status_shipped", "12 February 2025"),
        ({}, "order_status_delivered", "18 February 2025"),
        ({"delivered_on": None}, "order_status_delivered_undated", None),
        ({"status": "cancelled"}, "order_status_cancelled_undated", None),
    ],
)
def test_how_an_order_stands_is_told_from_its_record(
    customer: Any, an_order: PutOrder, columns: dict[str, Any], response: str, day: str | None
) -> None:
    customer.says("where is it", "order_status")
    said = customer.identified(an_order("rma", "QA-10234", **columns)).say(response)
    assert said.values.get("day") == day
    assert customer.statuses == {"order_status": "done"}


def test_stop_carries_nothing_out_and_forgets_the_question(customer: Any, an_order: PutOrder) -> None:
    customer.says("cancel it", "cancel_order")
    customer.identified(an_order("rma", "QA-10234", **UNSENT))
    assert customer.says("stop", "stop").names == ["stopped"]
    assert customer.asked == {}
    assert customer.statuses == {"cancel_order": "stopped"}


def test_stop_without_anything_under_way_says_so(customer: Any) -> None:
    customer.says("hello", "greet")
    assert customer.says("stop", "stop").names == ["nothing_to_stop"]


def test_starting_over_forgets_order_and_requests(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke and the refund is late", "claim_warranty", facts={"problem": "refund_late"})
    customer.identified(an_order("rma", "QA-10234"))
    assert customer.says("start over", "start_over").names == ["started_over", "ask_what_to_do"]
    assert set(customer.statuses.values()) == {"stopped"}
    assert customer.says("it broke", "claim_warranty").names == ["ask_order_number_and_email"]


def _asked_whether(customer: Any, an_order: PutOrder) -> None:
    """Asked whether it failed from the start, or something else that a yes answers."""
    customer.says("I do not want it", "return_item", facts={"problem": "change_of_mind"})
    customer.identified(an_order("saferexpert", "QA-10234"))
    assert customer.asked["kind"] == "fact"


def test_an_answer_that_sounds_like_starting_over_is_an_answer(customer: Any, an_order: PutOrder) -> None:
    _asked_whether(customer, an_order)
    fact = customer.asked["fact"]
    customer.says("yes, from the start", "start_over")
    assert customer.facts[fact] == (True, "asked")


def test_who_says_no_and_wants_to_start_over_starts_over(customer: Any, an_order: PutOrder) -> None:
    _asked_whether(customer, an_order)
    assert customer.says("no, start over please", "start_over").names == ["started_over", "ask_what_to_do"]


@pytest.mark.parametrize("picked", ["1", "Cancel an order"])
def test_what_to_do_may_be_picked(customer: Any, picked: str) -> None:
    asked = customer.says("help", "help").say("ask_what_to_do")
    assert asked.choices[0].response == "choice_cancel_order"
    answer = customer.says(picked, "cancel_order" if len(picked) > 1 else "nlu_fallback")
    assert answer.names == ["ask_order_number_and_email"]
    assert customer.statuses == {"cancel_order": "open"}


def test_a_cause_told_without_a_request_tells_of_a_fault(customer: Any, an_order: PutOrder) -> None:
    order = an_order("rma", "QA-10234")
    words = f"I dropped it, the screen is cracked. {order.number}, {order.email}"
    answer = customer.says(words, "complaint", facts={"cause": "accident"})
    assert customer.statuses == {"claim_warranty": "decided"}
    assert answer.card.decision.status == "not_eligible"


def test_a_wish_in_place_of_an_answer_is_noted(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("highvalue", "QA-10234"))
    assert customer.says("refund then").names == ["wish_noted", "ask_fact"]
    assert customer.facts["wants"] == ("refund", "said")


@pytest.mark.parametrize("intent", ["deny", "affirm"])
def test_a_problem_told_opens_its_request_though_it_sounded_like_an_answer(
    customer: Any, an_order: PutOrder, intent: str
) -> None:
    order = an_order("guarantee")
    words = f"{order.number}, {order.email}, it has not worked since day one, I never opened it"
    customer.says(words, intent, facts={"problem": "defective"})
    assert customer.case.problem == "defective"


def test_a_fault_told_where_there_is_no_claim_to_withdraw_is_taken_up(customer: Any, an_order: PutOrder) -> None:
    customer.identified(an_order("guarantee"))
    customer.says("the case does not respond any more", "withdraw_claim", facts={"problem": "defective"})
    assert customer.case.problem == "defective"
    assert customer.case.status == "open"


def test_a_return_wanted_beside_a_question_is_opened(customer: Any, an_order: PutOrder) -> None:
    order = an_order("saferexpert", "SX-50001")
    words = f"I want to return the camera {order.number} {order.email}, also do I get the postage back?"
    assert "policy_says" in customer.says(words, "ask_who_pays_return").names
    assert customer.statuses == {"return_item": "open"}


def test_another_piece_to_go_back_waits_for_its_turn(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10234", ("Multimeter", 2))
    words = "one is broken from the start and the other i just want to return"
    customer.says(words, "report_dead_on_arrival", facts={"problem": [("defective", "is broken")]})
    assert customer.statuses == {"report_dead_on_arrival": "open", "return_item": "queued"}


def test_who_asks_for_a_person_along_with_a_fault_gets_one_who_knows_of_it(customer: Any, an_order: PutOrder) -> None:
    order = an_order("rma", "QA-10234")
    words = f"it does not heat any more, {order.number} {order.email}, get me someone real"
    assert customer.says(words, "claim_warranty", facts={"problem": "defective"}).names[-1] == "handed_over"
    assert customer.statuses == {"claim_warranty": "handed_over"}


def test_not_wanting_it_any_more_stops_nothing_where_nothing_is_under_way(customer: Any) -> None:
    customer.says("I don't want it any more", "stop", facts={"problem": "change_of_mind"})
    assert customer.statuses == {"return_item": "open"}
