"""Facts told in passing: said, denied, guessed, asked, and words that only look alike."""

import pytest
import spacy

from aftersales.errors import PolicyError
from aftersales.policy.facts import Fact
from aftersales.policy.vocabulary import load_vocabulary
from aftersales.settings import PROJECT_ROOT
from nlu.fact_matcher import FactMatcher

LANGUAGE = spacy.blank("en")
MATCHER = FactMatcher(load_vocabulary(PROJECT_ROOT / "policies" / "facts.yml").facts.values())


def told(text: str) -> dict[str, str]:
    return {fact.fact: fact.value for fact in MATCHER.facts_told(LANGUAGE.make_doc(text))}


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("I opened the housing to fix the fan", "opened_body", "true"),
        ("sorry, i did open it up myself with a screwdriver", "opened_body", "true"),
        ("I flashed another firmware and now it is bricked", "flashed_firmware", "true"),
        ("after flashing a custom rom it no longer boots", "flashed_firmware", "true"),
        ("I replaced the screen last week", "modified_parts", "true"),
        ("I dropped it and the screen cracked", "cause", "accident"),
        ("my son dropped it in the bathtub", "cause", "accident"),
        ("it never worked", "dead_on_arrival", "true"),
        ("it does not turn on since I got it", "dead_on_arrival", "true"),
        ("it worked for a month and then stopped working", "dead_on_arrival", "false"),
        ("I used it for a month", "unused", "false"),
        ("the box is gone", "original_packaging", "false"),
        ("I still have the original box and all cables", "original_packaging", "true"),
        ("I still have the original box and all cables", "all_accessories", "true"),
        ("I lost the charger", "all_accessories", "false"),
        ("I wrote in the order comments that I want silver", "color_stated", "true"),
        ("I'm willing to wait", "will_wait", "true"),
        ("not willing to wait", "will_wait", "false"),
        ("It arrived smashed", "problem", "damaged_in_transit"),
        ("I ordered black but got white", "problem", "wrong_color"),
        ("I ordered the wrong colour by mistake", "problem", "ordered_wrong"),
        ("it's PAL and I need NTSC", "problem", "wrong_format"),
        ("this is not what I ordered", "problem", "wrong_item"),
        ("nothing is wrong with it, I just changed my mind", "problem", "change_of_mind"),
        ("my refund has not arrived yet", "problem", "refund_late"),
        ("I want my money back", "wants", "refund"),
        ("I want a refund, not a replacement", "wants", "refund"),
        ("I don't want a repair, I want a new one", "wants", "replacement"),
        ("can you repair it please", "wants", "repair"),
        ("we refused the parcel", "refused_parcel", "true"),
        ("It came in two parcels", "partial_shipment", "true"),
        ("i sent it back with dhl", "return_carrier", "express"),
        ("I bought it by mistake, may I return it?", "problem", "ordered_wrong"),
        ("I do not like this lamp, can it go back?", "problem", "change_of_mind"),
        ("no use for the second one", "problem", "change_of_mind"),
        ("both lamps were doa", "dead_on_arrival", "true"),
        ("the drive developed a fault", "problem", "defective"),
        ("all of it was in pieces", "problem", "damaged_in_transit"),
        ("the box contained another article", "problem", "wrong_item"),
        ("the specs of this drive are wrong", "problem", "wrong_specification"),
        ("you advertised the lamp wrongly", "problem", "wrong_description"),
        ("the colour of both lamps is wrong", "problem", "wrong_color"),
        ("they gave me NTSC instead of PAL", "problem", "wrong_format"),
        ("the soles wore out", "cause", "wear"),
        ("I charged it with the wrong adapter", "cause", "misuse"),
        ("the lamp did not survive the trip", "problem", "damaged_in_transit"),
        ("when the package arrived the lamp was all bent", "problem", "damaged_in_transit"),
        ("the heater conked out", "problem", "defective"),
        ("it refuses to charge", "problem", "defective"),
        ("the lamp should have been white", "problem", "wrong_color"),
        ("the drive has only a quarter of the storage", "problem", "wrong_specification"),
        ("I should have bought the other lamp", "problem", "ordered_wrong"),
        ("I have had second thoughts", "problem", "change_of_mind"),
        ("the lamp lacks a function that was advertised", "problem", "wrong_description"),
        ("we have never been refunded", "problem", "refund_late"),
        ("there is none left in the warehouse", "problem", "out_of_stock"),
        ("not even unpacked yet", "unused", "true"),
        ("it has been in use every day", "unused", "false"),
        ("it was dead when I unboxed it", "dead_on_arrival", "true"),
    ],
)
def test_what_is_said_is_heard(text: str, fact: str, value: str) -> None:
    assert told(text).get(fact) == value


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("I have not opened it", "opened_body"),
        ("I didn’t open it", "opened_body"),
        ("I sent it without opening it", "opened_body"),
        ("I never opened or flashed it", "opened_body"),
        ("nobody has ever opened it", "opened_body"),
        ("never flashed it", "flashed_firmware"),
        ("I dont have the box anymore", "original_packaging"),
        ("I haven't modified anything", "modified_parts"),
        ("I have never removed it from the app", "removed_from_app"),
        ("I never opened it or flashed it", "opened_body"),
        ("I never opened it or flashed it", "flashed_firmware"),
        ("neither dropped nor opened", "opened_body"),
        ("it hasn't been opened, repaired or altered", "modified_parts"),
        ("not dropped, never opened", "opened_body"),
        ("nobody opened it", "opened_body"),
        ("I have neither the box nor the charger", "original_packaging"),
        ("I have neither the box nor the charger", "all_accessories"),
    ],
)
def test_what_is_denied_is_false(text: str, fact: str) -> None:
    assert told(text).get(fact) == "false"


@pytest.mark.parametrize(
    "text",
    [
        "maybe I flashed it", "I think I dropped it", "I'm not sure if I opened it",
        "it looks like someone opened the housing",
        "the seller opened the housing before, I guess", "what if I opened the housing?",
        "does flashing void the warranty?",
        "is it possible that the firmware was flashed?", "if I dropped it would it be covered?", "did you flash it?",
        "I don’t know whether I flashed it", "How long is the warranty when the item is faulty?", "dead on arrival?",
        "do I get my money back if I cancel?",
    ],
)  # fmt: skip
def test_guesses_and_questions_tell_nothing(text: str) -> None:
    assert told(text) == {}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("yesterday I got the parcel, opened it and the camera was broken", "opened_body"),
        ("I opened a claim last week", "opened_body"),
        ("opened a dispute at paypal", "opened_body"),
        ("the led flashed red", "flashed_firmware"),
        ("I can't believe I flashed the wrong firmware", "flashed_firmware"),
        ("I did not drop it and flash it", "flashed_firmware"),
        ("the courier dropped it", "cause"),
        ("I dropped it off at the post office", "cause"),
        ("I didn't drop it", "cause"),
        ("the website does not work", "problem"),
        ("my refund has arrived", "problem"),
        ("it isn't faulty", "problem"),
        ("please cancel my claim", "problem"),
        ("I no longer need the repair", "problem"),
        ("I can't wait to use it", "will_wait"),
        ("I used to like your shop", "unused"),
        ("you sent me a used one", "unused"),
        ("it came with dhl", "return_carrier"),
        ("there was nothing in the box", "original_packaging"),
        ("I never used it on the road", "unused"),
        ("it was never used much", "unused"),
        ("they sold it as brand new", "unused"),
        ("I paid for a brand new lamp", "unused"),
        ("I threw the box away", "problem"),
    ],
)
def test_words_that_only_look_alike_are_not_heard(text: str, fact: str) -> None:
    assert fact not in told(text)


def test_one_message_may_tell_several_facts() -> None:
    text = "it stopped working. I never dropped it, never opened it, no custom firmware, I want my money back"
    assert told(text) == {
        "problem": "defective",
        "dead_on_arrival": "false",
        "opened_body": "false",
        "flashed_firmware": "false",
        "wants": "refund",
    }


def test_what_is_told_both_ways_is_not_heard() -> None:
    assert "dead_on_arrival" not in told("It never worked. Well, it worked fine for a day.")


def test_offsets_point_at_the_words() -> None:
    text = "Hello, I flashed the firmware."
    (fact,) = MATCHER.facts_told(LANGUAGE.make_doc(text))
    assert text[fact.start : fact.end] in "I flashed the firmware"
    assert "flashed" in text[fact.start : fact.end]


def test_nothing_begins_a_clause_of_its_own() -> None:
    heard = told("I never flashed it, I have not opened it, nothing was modified")
    assert heard == {"flashed_firmware": "false", "opened_body": "false", "modified_parts": "false"}


def test_a_phrase_that_cannot_be_read_is_named_with_file_fact_and_value() -> None:
    wet = Fact("yes_no", "customer", "wet", heard_as={"in_passing": {"yes": ["... wet"]}}, heard_in="wet.yml")
    with pytest.raises(PolicyError, match=r"wet\.yml: fact wet, value true: '\.\.\. wet' must begin"):
        FactMatcher([wet])
