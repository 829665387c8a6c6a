"""Answers read by the type of the fact that was asked for."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from aftersales.policy.vocabulary import load_vocabulary
from aftersales.settings import PROJECT_ROOT
from aftersales.understanding.answers import NOT_KNOWN, UNCLEAR, Answer, Standing, only_rules_out, read_answer

TODAY = date(2026, 11, 20)
FACTS = load_vocabulary(PROJECT_ROOT / "policies" / "facts.yml").facts


@dataclass(frozen=True)
class Asked:
    """A fact of a shop of our own, as far as an answer needs it."""

    type: str
    values: dict[str, str] = field(default_factory=dict)
    heard_as: Any = None


def said(value: object) -> Answer:
    return Answer(Standing.SAID, value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("the product itself, I did nothing", said("manufacturing")),
        ("I did nothing", NOT_KNOWN),
        ("i did nothing wrong, it got wett", said("accident")),
        ("i did nothing wrong, it just went blank one morning", NOT_KNOWN),
    ],
)
def test_a_cause_named_beside_innocence_is_the_cause(text: str, answer: Answer) -> None:
    assert read_answer(FACTS["cause"], text, TODAY) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", said(True)), ("yeah I did", said(True)), ("I have", said(True)),
        ("yes, I didn't know better", said(True)),
        ("no", said(False)), ("no, never did", said(False)), ("nope", said(False)), ("I haven't", said(False)),
        ("not that I know", said(False)), ("of course not", said(False)), ("not yet", said(False)),
        ("idk", NOT_KNOWN), ("I don't know", NOT_KNOWN), ("not sure", NOT_KNOWN), ("I think so", NOT_KNOWN),
        ("maybe once", NOT_KNOWN), ("no idea", NOT_KNOWN),
        ("yes and no", UNCLEAR), ("the camera", UNCLEAR), ("it does not turn on", UNCLEAR),
        ("ok so the screen is black", UNCLEAR), ("", UNCLEAR),
    ],
)  # fmt: skip
def test_yes_and_no(text: str, answer: Answer) -> None:
    assert read_answer(Asked("yes_no"), text, TODAY) == answer


@pytest.mark.parametrize(
    ("fact", "text", "answer"),
    [
        ("modified_parts", "nope all original", said(False)),
        ("opened_body", "it is still sealed", said(False)),
        ("opened_body", "took it apart yesterday", said(True)),
        ("unused", "still sealed", said(True)),
        ("unused", "I used it for a month", said(False)),
        ("unused", "no, never used it", UNCLEAR),
        ("original_packaging", "I threw it away", said(False)),
        ("all_accessories", "everything but the charger", said(False)),
        ("will_wait", "no, refund me", said(False)),
        ("dead_on_arrival", "it worked for a month", said(False)),
        ("cause", "I dropped it", said("accident")),
        ("cause", "not an accident, a factory fault", said("manufacturing")),
        ("cause", "nobody ever dropped it", UNCLEAR),
        ("cause", "if I had dropped it there would be a mark", UNCLEAR),
        ("cause", "no idea", NOT_KNOWN),
        ("wants", "my money back please", said("refund")),
        ("wants", "a new one", said("replacement")),
        ("wants", "refund or replacement", UNCLEAR),
        ("wants", "the second one", UNCLEAR),
        ("return_carrier", "by normal post", said("post")),
        ("problem", "the colour is wrong", said("wrong_color")),
        ("first_noticed_on", "last Tuesday", said(date(2026, 11, 17))),
        ("first_noticed_on", "last week", UNCLEAR),
        ("first_noticed_on", "I don't remember", NOT_KNOWN),
    ],
)
def test_facts_in_the_customers_own_words(fact: str, text: str, answer: Answer) -> None:
    assert read_answer(FACTS[fact], text, TODAY) == answer


def test_a_shops_own_choice_is_read_by_its_words() -> None:
    engraving = Asked("choice", {"none": "no engraving", "front": "on the front", "back": "on the back"})
    assert read_answer(engraving, "it is on the back", TODAY) == said("back")
    assert read_answer(engraving, "somewhere", TODAY) == UNCLEAR


def test_numbers_and_texts() -> None:
    assert read_answer(Asked("number"), "all of them", TODAY, all_of=3) == said(3)
    assert read_answer(Asked("text"), " Berlin ", TODAY) == said("Berlin")
    assert read_answer(Asked("text"), "no idea", TODAY) == NOT_KNOWN


@pytest.mark.parametrize(
    ("fact", "text", "answer"),
    [
        ("cause", "the product itself, I swear", said("manufacturing")),
        ("cause", "it was used in a way it is not made for", said("misuse")),
        ("cause", "being used wrongly I guess", said("misuse")),
        ("cause", "I guess the moon stood in the wrong place", UNCLEAR),
        ("cause", "I guess nobody knows", NOT_KNOWN),
        ("original_packaging", "no and where do I have to send it?", said(False)),
        ("original_packaging", "I don't have all day", UNCLEAR),
        ("all_accessories", "I don't have all day", UNCLEAR),
    ],
)
def test_answers_of_impatient_and_talkative_people(fact: str, text: str, answer: Answer) -> None:
    assert read_answer(FACTS[fact], text, TODAY) == answer


@pytest.mark.parametrize(
    ("fact", "text", "answer"),
    [
        ("cause", "an acident", said("accident")),
        ("cause", "factry fault", said("manufacturing")),
        ("cause", "it just stoped working", NOT_KNOWN),
        ("cause", "the battery is full", UNCLEAR),
        ("cause", "it felt hot", UNCLEAR),
        ("cause", "it was in the kitchen", UNCLEAR),
        ("cause", "i was on holiday", UNCLEAR),
        ("wants", "refnd", said("refund")),
        ("wants", "my mony back", said("refund")),
        ("problem", "falty", said("defective")),
        ("problem", "wrong colr", said("wrong_color")),
    ],
)
def test_a_mistyped_answer_is_read(fact: str, text: str, answer: Answer) -> None:
    assert read_answer(FACTS[fact], text, TODAY) == answer


def test_a_long_story_is_not_searched_for_mistyped_words() -> None:
    assert read_answer(FACTS["wants"], "well " * 20 + "refnd", TODAY) == UNCLEAR


@pytest.mark.parametrize(
    ("text", "rules_out"),
    [
        ("no drop no water nothing", True),
        ("it didn't fall", True),
        ("it wasn't dropped, never", True),
        ("I dropped it, no water", False),
        ("it's nine days old now", False),
    ],
)
def test_who_only_says_what_it_was_not_is_told_from_who_says_what_it_was(text: str, rules_out: bool) -> None:
    assert only_rules_out(FACTS["cause"], text) is rules_out


@pytest.mark.parametrize("text", ["no", "nope, nothing like that", "none of these", "no, none of that"])
def test_who_refuses_all_causes_knows_none(text: str) -> None:
    assert read_answer(FACTS["cause"], text, TODAY) == NOT_KNOWN


def test_a_no_that_says_more_is_read_by_what_it_says() -> None:
    assert read_answer(FACTS["cause"], "no, I dropped it", TODAY) == said("accident")
    assert read_answer(FACTS["cause"], "no, the cat sings", TODAY) == UNCLEAR
