"""The questions of a case: one after the other until the policy decides, then the choice that is the customer's."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from aftersales.policy.model import ShopPolicy
from aftersales.records.tables import Order
from aftersales.services.flows import FLOWS

PutOrder = Callable[..., Order]
ASKED = ("fact", "facts", "remedy", "line", "quantity", "which_fact")
DECIDING = [stem for stem, flow in FLOWS.items() if flow.problems]
UNSENT = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}


def _answer_all(customer: Any, answer: str | None = None) -> list[str]:
    """Answers every question with these words, or with its first choice; gives the kinds that were asked."""
    kinds = []
    while customer.asked.get("kind") in ASKED:
        kinds.append(customer.asked["kind"])
        assert len(kinds) < 20, "it never stops asking"
        choices = customer.asked["said"]["choices"]
        customer.says(answer or ("1" if choices else "yesterday"))
    return kinds


@pytest.mark.parametrize("shop", ["qualir", "rma", "guarantee", "highvalue", "saferexpert"])
@pytest.mark.parametrize("stem", DECIDING)
def test_asking_ends_with_every_first_choice(customer: Any, an_order: PutOrder, shop: str, stem: str) -> None:
    customer.says("please help me", stem)
    customer.identified(an_order(shop, "QA-10234", **(UNSENT if stem == "cancel_order" else {})))
    _answer_all(customer)
    assert customer.asked.get("kind") in ("confirm", "person_offer", None)
    assert customer.case.decision is not None


@pytest.mark.parametrize("shop", ["qualir", "rma", "guarantee", "highvalue", "saferexpert"])
@pytest.mark.parametrize("stem", DECIDING)
def test_asking_ends_for_who_knows_nothing(customer: Any, an_order: PutOrder, shop: str, stem: str) -> None:
    customer.says("please help me", stem)
    customer.identified(an_order(shop, "QA-10234"))
    kinds = _answer_all(customer, "I don't know")
    assert "remedy" not in kinds
    assert customer.asked.get("kind") in ("confirm", "person_offer", None)


def test_who_only_rules_causes_out_does_not_know_the_cause(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("saferexpert", "QA-10234"))
    assert customer.asked["fact"] == "cause"
    customer.says("no drop no water nothing", "deny")
    assert customer.facts["cause"] == ("not_known", "asked")


def test_a_question_comes_with_its_choices(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    asked = customer.identified(an_order("rma", "QA-10234")).say("ask_fact")
    assert asked.values["question"] == "What do you think caused it?"
    assert "not sure" in [choice.says for choice in asked.choices]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a fault in the product itself", "manufacturing"),
        ("I think I dropped it", "accident"),
        ("not sure", "not_known"),
        ("2", "accident"),
    ],
)
def test_an_answer_may_be_picked_or_told(customer: Any, an_order: PutOrder, words: str, value: str) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    customer.says(words)
    assert customer.facts["cause"] == (value, "asked")


def test_what_was_told_in_passing_is_not_asked(customer: Any, an_order: PutOrder) -> None:
    customer.says("it fell and broke, I have the box", "claim_warranty", facts={"cause": "accident"})
    customer.identified(an_order("rma", "QA-10234"))
    assert customer.facts["cause"] == ("accident", "said")
    assert customer.asked.get("fact") != "cause"


def test_what_is_told_along_with_the_order_number_counts(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10234")
    customer.says("it broke", "claim_warranty")
    customer.says("QA-10234, anna.keller@example.com, I dropped it", "identify_order", facts={"cause": "accident"})
    assert customer.facts["cause"] == ("accident", "said")


def test_another_order_named_in_place_of_an_answer_is_taken(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10477")
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    answer = customer.says("it is QA-10477 that I mean", "identify_order")
    assert answer.names == ["order_found", "ask_fact"]


def test_what_only_the_record_knows_is_not_taken_from_words(customer: Any, an_order: PutOrder) -> None:
    customer.says("arrived on monday, broken", "claim_warranty", dates={"delivered_on": date(2025, 3, 3)})
    customer.identified(an_order("rma", "QA-10234"))
    customer.says("it arrived only yesterday", dates={"delivered_on": date(2025, 3, 3)})
    assert customer.case.decision is None
    assert "delivered_on" not in customer.facts or customer.facts["delivered_on"][1] != "asked"


def test_a_day_that_lies_ahead_is_not_taken(customer: Any, an_order: PutOrder) -> None:
    customer.identified(an_order("guarantee", "QA-10234"))
    customer.says("it broke", "claim_warranty", dates={"first_noticed_on": date(2025, 3, 5)})
    assert "first_noticed_on" not in customer.facts


def test_things_done_to_it_are_asked_together_and_one_no_answers_all(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty", facts={"cause": "manufacturing"})
    asked = customer.identified(an_order("qualir", "QA-10234")).say("ask_any_of")
    assert len(asked.values["things"]) == 3
    answer = customer.says("no", "deny")
    assert answer.card.decision.status == "eligible"
    assert {customer.facts[fact] for fact in ("flashed_firmware", "opened_body", "abnormal_use")} == {(False, "asked")}


def test_a_yes_to_several_things_is_asked_which(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty", facts={"cause": "manufacturing"})
    customer.identified(an_order("qualir", "QA-10234"))
    answer = customer.says("yes", "affirm")
    assert answer.names == ["ask_which_of"]
    which = answer.say("ask_which_of")
    assert "the firmware was flashed" in [choice.says for choice in which.choices]
    assert customer.says("the firmware was flashed").card.decision.status == "not_eligible"
    assert customer.facts["flashed_firmware"] == (True, "asked")


def test_the_remedy_is_the_customers_choice_where_the_policy_says_so(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty", facts={"cause": "manufacturing"})
    asked = customer.identified(an_order("highvalue", "QA-10234")).say("ask_remedy")
    titles = [choice.says for choice in asked.choices]
    assert titles == ["a replacement", "a refund"]
    assert customer.says("an upgrade").names[0] == "not_understood_answer"
    assert customer.says("a replacement please").say("confirm_open_claim").values["remedy"] == "a replacement"


def test_a_wish_told_before_is_not_asked(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke, I want my money", "claim_warranty", facts={"cause": "manufacturing", "wants": "refund"})
    answer = customer.identified(an_order("highvalue", "QA-10234"))
    assert answer.say("confirm_open_claim").values["remedy"] == "a refund"


def test_what_cannot_change_the_outcome_is_not_asked(customer: Any, an_order: PutOrder) -> None:
    """Without the warranty's length only a misuse could settle it: the packaging is of no use to know."""
    order = an_order("rma", "QA-10234", ("Smart watch", 1, None))
    customer.says("it broke", "claim_warranty")
    assert customer.identified(order).names[-1] == "ask_fact"
    assert customer.says("a fault in the product itself").names[-1] == "handed_over"


def test_where_the_shop_chooses_no_remedy_is_asked(customer: Any, an_order: PutOrder) -> None:
    customer.says("the wrong thing came", "report_wrong_item")
    customer.identified(an_order("rma", "QA-10234"))
    kinds = _answer_all(customer)
    assert "remedy" not in kinds
    assert customer.asked["said"]["response"] == "confirm_open_claim_choice_open"


def test_the_day_to_keep_is_told_with_the_policys_words(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty", facts={"cause": "manufacturing"})
    customer.identified(an_order("rma", "QA-10234"))
    _answer_all(customer)
    said = customer.says("yes", "affirm").say("claim_opened_rma_number_until")
    assert said.values["last_day"] == "3 April 2025"
    assert said.values["what"] == "the thirtieth day after your RMA number is issued"


def test_a_wish_goes_along_where_the_shop_chooses(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke, I want my money", "claim_warranty", facts={"cause": "manufacturing", "wants": "refund"})
    customer.identified(an_order("qualir", "QA-10234"))
    answer = customer.says("no", "deny")
    assert answer.say("confirm_open_claim_with_wish").values["remedy"] == "a refund"


def test_only_words_make_a_thing_dead_on_arrival_however_surely_the_request_was_heard(
    customer: Any, an_order: PutOrder
) -> None:
    customer.says("camera does not work", "report_dead_on_arrival", facts={"problem": "defective"})
    customer.identified(an_order("highvalue", "QA-10234"))
    assert "dead_on_arrival" not in customer.facts


def test_the_wish_is_asked_where_the_decision_hangs_on_it(customer: Any, an_order: PutOrder) -> None:
    customer.says(
        "it stopped, I don't know why", "claim_warranty", facts={"problem": "defective", "cause": "not_known"}
    )
    customer.identified(an_order("qualir", "QA-10234", open_dispute=True))
    answer = customer.says("no", "deny")
    assert answer.names == ["ask_fact"]
    assert customer.asked["fact"] == "wants"
    assert customer.says("a repair").card.decision.status == "eligible"


def test_a_refusal_offers_a_person_and_a_no_ends_it(customer: Any, an_order: PutOrder) -> None:
    customer.says("wrong color came", "report_wrong_item")
    answer = customer.identified(an_order("guarantee", "QA-10234"))
    assert answer.card.decision.status == "not_eligible"
    assert answer.names[-1] == "offer_person_objection"
    assert customer.says("no thanks", "deny").names == ["no_person_then"]
    assert customer.statuses == {"report_wrong_item": "done"}


def test_what_the_policy_leaves_open_goes_to_a_person_at_once(customer: Any, an_order: PutOrder) -> None:
    customer.says("I do not like it", "return_item")
    answer = customer.identified(an_order("guarantee", "QA-10234"))
    assert answer.names[-2:] == ["card", "handed_over"]
    assert customer.statuses == {"return_item": "handed_over"}


def test_a_decision_is_kept_with_words_though_no_rule_speaks(customer: Any, an_order: PutOrder) -> None:
    customer.says("I do not like it", "return_item")
    customer.identified(an_order("guarantee", "QA-10234"))
    assert "Guarantee does not settle this" in customer.case.words


@pytest.mark.parametrize(
    "nonsense", ["", "§§ %%", "asdf qwer", "{order_number}", "'; DELETE FROM orders; --", "x" * 5000]
)
def test_nonsense_is_asked_again_once_then_a_person_is_offered(
    customer: Any, an_order: PutOrder, nonsense: str
) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    assert customer.says(nonsense, "nlu_fallback").names == ["not_understood_choices", "ask_fact"]
    assert customer.says(nonsense, "nlu_fallback").names == ["offer_person_not_understood"]
    assert customer.says("yes", "affirm").names == ["handed_over"]


def test_an_answer_in_between_makes_patience_begin_anew(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    customer.says("blah", "nlu_fallback")
    customer.says("not sure", "not_known")
    assert customer.says("blah", "nlu_fallback").names[0] == "not_understood_answer"


def test_every_problem_has_a_flow(policies: Mapping[str, ShopPolicy]) -> None:
    told = {problem for flow in FLOWS.values() for problem in flow.problems}
    for policy in policies.values():
        assert told == set(policy.vocabulary.facts["problem"].values)


@pytest.mark.parametrize(("confidence", "first"), [(0.79, "not_understood_answer"), (0.8, "queued_claim_warranty")])
def test_a_guess_at_a_further_request_is_no_request(
    customer: Any, an_order: PutOrder, confidence: float, first: str
) -> None:
    customer.says("I do not like it", "return_item")
    customer.identified(an_order("saferexpert", "QA-10234", ("Toaster", 1)))
    assert customer.says("wibble wobble flurb", "claim_warranty", confidence=confidence).names[0] == first


def _asked_of_several_things(customer: Any, an_order: PutOrder) -> None:
    """A fault at Guarantee, whose cause is not told yet: what may have been done to it is asked first."""
    customer.says("it broke", "claim_warranty", facts={"problem": "defective"})
    assert customer.identified(an_order("guarantee", "QA-10234")).names[-1] == "ask_any_of"


@pytest.mark.parametrize(
    ("words", "cause"), [("factory fault i guess", "manufacturing"), ("probably a power surge", "outside")]
)
def test_a_cause_believed_in_is_no_answer_to_another_question(
    customer: Any, an_order: PutOrder, words: str, cause: str
) -> None:
    _asked_of_several_things(customer, an_order)
    customer.says(words)
    assert customer.facts["cause"] == (cause, "said")
    assert "flashed_firmware" not in customer.facts


def test_doubt_that_believes_in_nothing_is_a_doubt(customer: Any, an_order: PutOrder) -> None:
    _asked_of_several_things(customer, an_order)
    customer.says("no idea")
    assert "cause" not in customer.facts
    assert customer.facts["flashed_firmware"] == ("not_known", "asked")
