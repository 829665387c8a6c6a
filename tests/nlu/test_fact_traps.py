"""Sentences that tell no fact, though they have the words of one: heard, each would decide something wrongly."""

from collections.abc import Callable

import pytest
from rasa.shared.nlu.training_data.message import Message

from aftersales.settings import PROJECT_ROOT
from nlu.fact_extractor import TOKENIZER, FactExtractor, declared_facts
from nlu.spelling import words_of


@pytest.fixture(scope="module")
def facts_in() -> Callable[[str], set[str]]:
    """The facts that are heard in a sentence."""
    extractor = FactExtractor(declared_facts(PROJECT_ROOT / "policies"), words_of(TOKENIZER))

    def hear(said: str) -> set[str]:
        (message,) = extractor.process([Message.build(said)])
        return {entity["value"] for entity in message.get("entities") or []}

    return hear


@pytest.mark.parametrize(
    "said",
    [
        "we have turned it on once",
        "I do not have time for this",
        "it flashes red when I turn it on",
        "you put a lamp in the parcel",
        "my tablet has 64 GB and I bought it in May",
        "it could not be delivered because nobody was home",
        "have you replaced the battery before sending it?",
        "the repair is taking forever",
        "I put the address into the order notes",
        "I charged it with 5 volts as the manual says",
        "I returned it in the normal way",
        "I took a look inside the box",
        "my phone battery died so I could not call",
        "I would like to know more about the refund",
        "the courier told me that somebody had dropped it",
        "my last drone fell into a lake",
        "what if I flashed it?",
        "the link in your message is broken",
        "your chat keeps freezing",
        "the case is cracked too",
        "my neighbour's tablet was rooted",
        "you haven't shipped it yet",
        "I got the wrong answer twice",
        "let's start from the beginning",
        "thank you for your support",
        "track my refund",
        "yeah right, I opened it myself",
        "my mother-in-law's tablet was rooted",
        "I heard that the battery swells in these",
        "for a week it kept freezing, but it's working fine now",
        "the grinder in our canteen broke",
        "my own charger is broken",
        "we'll open it up tomorrow and have a look",
        "the button on the order page is grey",
        "I need help with the refund of the shipping fee",
        "that won't work for me",
        "could you wait for a reply from my bank",
        "it clicks once when it is full, as it should",
        "do you have it in a different colour",
        "you left out half of my question",
    ],
)
def test_nothing_is_heard(facts_in: Callable[[str], set[str]], said: str) -> None:
    assert facts_in(said) == set()


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("I would like to cancel my order", "problem=cancel"),
        ("the camera broke", "problem=defective"),
        ("you wrote that there are none left", "problem=out_of_stock"),
        ("I have never plugged it in", "unused=true"),
        ("not a single screw has been touched", "opened_body=false"),
        ("I have neither opened it up nor used it", "opened_body=false"),
        ("now nothing", "problem=defective"),
        ("its dead", "problem=defective"),
        ("gimme a new lamp", "wants=replacement"),
        ("it dosent charge", "problem=defective"),
        ("the tablet never worked and the earbuds are the wrong colour", "dead_on_arrival=true"),
        ("Silly me, I clicked on the wrong item. Can I send it back?", "problem=ordered_wrong"),
        ("ordered the yellow strap and what I find in the parcel is, of all things, a pink one", "problem=wrong_color"),
        ("unpacked it on the table and one of the glass doors has shattered", "problem=damaged_in_transit"),
        ("the shaver jams halfway through, every morning", "problem=defective"),
        ("it drops from forty percent to nothing", "problem=defective"),
        ("no dents, no rust, have the carton and the papers", "original_packaging=true"),
        ("never unscrewed it, would like a new one", "wants=replacement"),
        ("the cardboard went out with the rubbish", "original_packaging=false"),
        ("smooth as butter until last week, all of a sudden it stalls", "dead_on_arrival=false"),
        ("the wash basin was full and it slid right off the shelf into it", "cause=accident"),
        ("not happy with it, the sound keeps cutting out", "problem=defective"),
        ("works again now and then stops working, no luck", "problem=defective"),
    ],
)
def test_what_is_told_is_heard(facts_in: Callable[[str], set[str]], said: str, fact: str) -> None:
    assert fact in facts_in(said)


def test_who_dislikes_a_fault_has_not_changed_his_mind(facts_in: Callable[[str], set[str]]) -> None:
    assert "problem=change_of_mind" not in facts_in("not happy with it, the sound keeps cutting out")


@pytest.mark.parametrize("said", ["I opened the case to fix it", "my uncle tried to repair it and gave up"])
def test_a_repair_that_was_tried_is_no_wish(facts_in: Callable[[str], set[str]], said: str) -> None:
    assert "wants=repair" not in facts_in(said)
