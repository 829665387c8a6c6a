"""Questions about the policy: from the rules, with clauses, with the order's facts where there is an order."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from aftersales.policy.model import ShopPolicy
from aftersales.records.tables import Order

PutOrder = Callable[..., Order]
SHOPS = ("qualir", "rma", "guarantee", "highvalue", "saferexpert")


def _topics(policies: Mapping[str, ShopPolicy]) -> list[str]:
    return list(next(iter(policies.values())).vocabulary.topics)


@pytest.mark.parametrize("shop", SHOPS)
def test_every_topic_is_answered_with_clauses_or_owned_up_to(
    customer: Any, policies: Mapping[str, ShopPolicy], shop: str
) -> None:
    policy = policies[shop]
    for topic in _topics(policies):
        (answer,) = customer.says("?", f"ask_{topic}", shop=shop).replies[-1:]
        assert answer.response in ("policy_says", "policy_silent_on")
        assert answer.values["shop"] == policy.name
        assert answer.values["topic"] == policy.vocabulary.topics[topic].words
        for line in answer.values.get("lines", ()):
            cited = line.rpartition("(")[2].rstrip(")").split(", ")
            assert set(cited) <= set(policy.clauses), line


@pytest.mark.parametrize(
    ("shop", "topic", "clause"),
    [
        ("qualir", "warranty_length", "Q-01"),
        ("rma", "change_of_mind", "R-10"),
        ("saferexpert", "restocking_fee", "S-16"),
        ("saferexpert", "change_of_mind", "S-04"),
        ("saferexpert", "change_of_mind", "S-19"),
        ("saferexpert", "cancelling", "S-22"),
        ("saferexpert", "late_refund", "S-28"),
        ("saferexpert", "late_refund", "S-32"),
        ("saferexpert", "defective_goods", "S-18"),
        ("rma", "wrong_goods", "R-14"),
        ("rma", "defective_goods", "R-16"),
        ("guarantee", "response_time", "G-04"),
    ],
)
def test_an_answer_rests_on_the_shops_own_clauses(customer: Any, shop: str, topic: str, clause: str) -> None:
    answer = customer.says("?", f"ask_{topic}", shop=shop).say("policy_says")
    assert any(clause in line for line in answer.values["lines"])


@pytest.mark.parametrize("shop", SHOPS)
def test_what_is_settled_is_told_before_what_is_left_open(
    customer: Any, policies: Mapping[str, ShopPolicy], shop: str
) -> None:
    policy = policies[shop]
    opens = {rule.say: not rule.settles and bool(rule.leaves_open) for rule in policy.rules.values()}
    for topic in _topics(policies):
        (answer,) = customer.says("?", f"ask_{topic}", shop=shop).replies[-1:]
        told = [line.rpartition(" (")[0] for line in answer.values.get("lines", ())]
        left_open = [opens[words] for words in told if words in opens]
        assert left_open == sorted(left_open), topic


def test_what_the_policy_does_not_say_is_not_made_up(customer: Any) -> None:
    answer = customer.says("is there a restocking fee?", "ask_restocking_fee", shop="qualir")
    assert answer.names[-1] == "policy_silent_on"


def test_without_a_shop_the_shop_is_asked_and_the_question_answered_then(customer: Any) -> None:
    asked = customer.says("how long is the warranty?", "ask_warranty_length").say("ask_shop")
    assert {choice.says for choice in asked.choices} == {"Qualir", "RMA", "Guarantee", "Highvalue", "Saferexpert"}
    answer = customer.says("qualir", "nlu_fallback")
    assert answer.say("policy_says").values["shop"] == "Qualir"
    assert customer.asked == {}


def test_what_was_asked_before_the_shop_is_asked_again(customer: Any) -> None:
    customer.says("hello", "greet")
    customer.says("how long is the warranty?", "ask_warranty_length")
    assert customer.says("qualir", "nlu_fallback").names == ["policy_says", "ask_what_to_do"]
    assert customer.asked["kind"] == "flow"


def test_a_problem_told_with_a_question_is_taken_up(customer: Any, an_order: PutOrder) -> None:
    order = an_order("rma", "QA-10234")
    words = f"It came with a torn cable. Who pays for sending it back? {order.number}, {order.email}"
    answer = customer.says(words, "ask_who_pays_return", facts={"problem": "damaged_in_transit"})
    assert answer.names[:3] == ["automated_assistant", "order_found", "policy_says"]
    assert customer.case.problem == "damaged_in_transit"


def test_a_question_that_the_decision_answers_anyway_is_not_answered_before(customer: Any, an_order: PutOrder) -> None:
    order = an_order("saferexpert", "QA-10234")
    words = f"I changed my mind, can I return it? {order.number}, {order.email}"
    answer = customer.says(words, "ask_change_of_mind", facts={"problem": "change_of_mind"})
    assert answer.names == ["automated_assistant", "order_found", "ask_yes_no"]
    assert customer.statuses == {"return_item": "open"}


def test_a_problem_told_with_a_greeting_is_taken_up(customer: Any) -> None:
    answer = customer.says("Hello! My camera broke.", "greet", facts={"problem": "defective"})
    assert answer.names == ["automated_assistant", "ask_order_number_and_email"]
    assert customer.statuses == {"claim_warranty": "open"}


def test_a_problem_without_a_question_is_no_question(customer: Any) -> None:
    customer.says("They gave me another person's order.", "ask_part_of_order", facts={"problem": "wrong_item"})
    assert customer.statuses == {"report_wrong_item": "open"}


def test_the_shop_named_once_is_remembered(customer: Any) -> None:
    customer.says("how long is the warranty at Qualir?", "ask_warranty_length", shop="Qualir")
    answer = customer.says("and who pays for the return?", "ask_who_pays_return")
    assert answer.say("policy_says").values["shop"] == "Qualir"


def test_another_shop_may_be_asked_about_without_losing_the_order(customer: Any, an_order: PutOrder) -> None:
    customer.identified(an_order("rma", "QA-10234"))
    other = customer.says("how long is Qualir's warranty?", "ask_warranty_length", shop="Qualir")
    assert other.say("policy_says").values["shop"] == "Qualir"
    own = customer.says("and who pays the return?", "ask_who_pays_return")
    assert own.replies[0].values["shop"] == "RMA"


def test_a_question_in_the_middle_of_a_request_is_answered_and_the_request_goes_on(
    customer: Any, an_order: PutOrder
) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("rma", "QA-10234"))
    answer = customer.says("who pays for sending it?", "ask_who_pays_return")
    assert answer.names == ["policy_says", "ask_fact"]
    assert customer.statuses == {"claim_warranty": "open"}


def test_before_the_order_is_known_the_order_is_asked_for_again(customer: Any) -> None:
    customer.says("it broke", "claim_warranty")
    answer = customer.says("who pays for sending it?", "ask_who_pays_return")
    assert answer.names == ["policy_needs_order_first", "ask_order_number_and_email"]


def test_what_was_asked_before_the_order_was_known_is_answered_once_it_is(customer: Any, an_order: PutOrder) -> None:
    an_order("rma", "QA-10234")
    customer.says("it broke", "claim_warranty")
    customer.says("who pays for sending it?", "ask_who_pays_return")
    assert customer.says("QA-10234").names == ["ask_email"]
    found = customer.says("anna.keller@example.com")
    assert found.names == ["order_found", "policy_says", "ask_fact"]
    assert found.say("policy_says").values["shop"] == "RMA"
    assert customer.says("a fault in the product itself").names[0] != "policy_says"


def test_an_order_answers_which_shop_a_question_is_about(customer: Any, an_order: PutOrder) -> None:
    order = an_order("saferexpert", "QA-10234")
    assert customer.says("can I return it?", "ask_change_of_mind").names[-1] == "ask_shop"
    found = customer.identified(order)
    assert found.names == ["order_found", "policy_says"]
    assert any("S-04" in line for line in found.say("policy_says").values["lines"])


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("and who pays?", "who_pays_return"),
        ("who pays customs then?", "import_duty"),
        ("can I return it if I opened the box?", "change_of_mind"),
        ("what if I opened the housing?", "what_voids_warranty"),
    ],
)
def test_a_short_question_names_its_topic(customer: Any, an_order: PutOrder, words: str, topic: str) -> None:
    customer.identified(an_order("saferexpert", "QA-10234"))
    named = customer.policies["saferexpert"].vocabulary.topics[topic].words
    assert customer.says(words, "nlu_fallback").replies[0].values["topic"] == named


def test_the_order_s_facts_pick_the_rules(customer: Any, an_order: PutOrder) -> None:
    without = customer.says("who pays?", "ask_who_pays_return", shop="qualir").say("policy_says").values["lines"]
    customer.says("the wrong thing came", "report_wrong_item")
    customer.identified(an_order("qualir", "QA-10234"))
    with_order = customer.says("who pays?", "ask_who_pays_return").say("policy_says").values["lines"]
    assert with_order != without
    assert set(with_order) < set(without) or len(with_order) < len(without)


@pytest.mark.parametrize("intent", ["greet", "ask_courier", "why", "thank", "go_back"])
def test_an_order_number_is_an_answer_whatever_else_the_words_were_taken_for(
    customer: Any, an_order: PutOrder, intent: str
) -> None:
    customer.says("it broke", "claim_warranty")
    an_order("rma", "QA-10234")
    assert customer.says("Hi, this is about QA-10234, anna.keller@example.com", intent).names == [
        "order_found",
        "ask_fact",
    ]


def test_an_order_number_with_a_question_is_looked_up_and_the_question_answered(
    customer: Any, an_order: PutOrder
) -> None:
    customer.says("it broke", "claim_warranty")
    an_order("rma", "QA-10234")
    answer = customer.says("QA-10234, anna.keller@example.com, who pays for the return?", "ask_who_pays_return")
    assert answer.names == ["order_found", "policy_says", "ask_fact"]


@pytest.mark.parametrize(
    ("words", "name"), [("yes, a person should check it", "handed_over"), ("no", "no_person_then")]
)
def test_a_plain_yes_or_no_is_an_answer_whatever_the_words_were_taken_for(
    customer: Any, an_order: PutOrder, words: str, name: str
) -> None:
    customer.says("the wrong thing came", "report_wrong_item")
    customer.identified(an_order("guarantee", "QA-10234"))
    assert customer.says(words, "ask_courier").names == [name]


def test_an_answer_and_a_question_in_one_message_are_both_heard(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty", facts={"cause": "manufacturing"})
    customer.identified(an_order("rma", "QA-10234"))
    assert customer.asked["fact"] == "original_packaging"
    answer = customer.says("yes, but who pays for sending it?", "ask_who_pays_return")
    assert answer.names == ["policy_says", "ask_yes_no"]
    assert customer.facts["original_packaging"] == (True, "asked")
    assert customer.asked["fact"] == "all_accessories"


@pytest.mark.parametrize(
    ("words", "guessed", "topic"),
    [
        ("it died by itself, but who pays the return?", "lost_return", "who pays for sending it back"),
        ("who pays for the return?", "refund_time", "who pays for sending it back"),
        ("what if I change my mind?", "wrong_goods", "whether you can return something you do not want"),
        ("is it free of tax?", "import_duty", "who pays import duty"),
    ],
)
def test_the_words_for_a_topic_count_more_than_the_guess(customer: Any, words: str, guessed: str, topic: str) -> None:
    answer = customer.says(words, f"ask_{guessed}", shop="qualir")
    assert answer.replies[-1].values["topic"] == topic


def test_what_is_only_asked_about_answers_nothing(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("qualir", "QA-10234"))
    answer = customer.says("is water damage covered?", "ask_what_voids_warranty")
    assert answer.names == ["policy_says", "ask_fact"]
    assert "cause" not in customer.facts


@pytest.mark.parametrize("words", ["no idea, but who pays the return?", "it died by itself. who pays the return?"])
def test_not_knowing_beside_a_question_is_an_answer(customer: Any, an_order: PutOrder, words: str) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("qualir", "QA-10234"))
    assert customer.says(words, "ask_who_pays_return").names == ["policy_says", "ask_any_of"]
    assert customer.facts["cause"] == ("not_known", "asked")


def test_a_question_that_was_not_understood_is_known_by_its_words(customer: Any, an_order: PutOrder) -> None:
    customer.says("it broke", "claim_warranty")
    customer.identified(an_order("qualir", "QA-10234"))
    assert customer.says("can I use DHL", "nlu_fallback").names == ["policy_says", "ask_fact"]


def test_a_question_behind_an_answer_is_answered(customer: Any, an_order: Callable[..., Order]) -> None:
    customer.says("it broke", "claim_warranty", facts={"problem": "defective", "cause": "manufacturing"})
    customer.identified(an_order("qualir", "QA-10234"))
    assert customer.asked["kind"] == "facts"
    assert customer.says("no. who pays?", "deny").names[0] == "policy_says"
    assert customer.facts["opened_body"] == (False, "asked")


def test_with_the_order_known_the_policy_is_told_with_its_days(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir")
    customer.says(f"{order.number}, {order.email}", "identify_order")
    told = customer.says("is it still under warranty?", "ask_warranty_length").say("policy_says")
    assert "12 February 2026" in told.values["lines"][0]


def test_the_next_shop_is_named_with_a_question_mark(customer: Any) -> None:
    customer.says("how long is the warranty?", "ask_warranty_length")
    assert customer.says("and at qualir?", "ask_warranty_length").say("policy_says").values["shop"] == "Qualir"
