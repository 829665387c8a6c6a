"""Natural answers to every question of the vocabulary: short, indirect, with reasons, negated, not knowing."""

from datetime import date

import pytest

from aftersales.policy.vocabulary import load_vocabulary
from aftersales.settings import PROJECT_ROOT
from aftersales.understanding.answers import Standing, read_answer

FACTS = load_vocabulary(PROJECT_ROOT / "policies" / "facts.yml").facts
TODAY = date(2025, 3, 4)
UNKNOWN = "not_known"

ANSWERS = {
    "cause": {
        UNKNOWN: [
            "it just stopped",
            "no idea",
            "it died by itself",
            "nothing, it just broke",
            "nothing happened to it",
            "I did nothing wrong",
            "it broke on its own",
            "out of the blue",
            "I didn't do anything",
            "not my fault",
            "I haven't dropped it, it just stopped",
            "how should I know",
            "you tell me",
            "nothing",
            "suddenly stopped working",
            "no accident, just stopped",
        ],
        "manufacturing": [
            "a fault of the product",
            "bad quality I guess",
            "the product is faulty",
            "defective unit",
            "probably a manufacturing defect",
            "it was like this when I got it",
            "came like that",
            "hardware failure",
            "production error",
            "it's a lemon",
            "poor build quality",
            "the thing itself",
            "product fault",
        ],
        "accident": [
            "my kid dropped it",
            "I spilled coffee on it",
            "a drop",
        ],
        "outside": [
            "lightning",
        ],
        "shop_error": [
            "your fault",
        ],
    },
    "flashed_firmware": {
        False: [
            "never",
            "no why would I",
            "nope only the official update",
            "I updated it with your app",
            "not by me",
        ],
        True: [
            "yes, openwrt",
        ],
    },
    "opened_body": {
        False: [
            "no its sealed",
            "never touched it",
            "not at all",
            "no way",
        ],
        True: [
            "I had a look inside",
            "yes but only the battery cover",
            "my brother did",
        ],
    },
    "modified_parts": {
        False: [
            "no, all original",
            "nothing was changed",
            "nah",
            "no nothing",
            "not that I know of",
            "of course not",
        ],
        True: [
            "I put in a new battery",
            "just swapped the cable",
        ],
    },
    "abnormal_use": {
        False: [
            "no just normal use",
            "only at home",
            "for driving, what else",
            "no, used as intended",
            "just for taking photos",
            "as it should be",
            "not really",
        ],
        True: [
            "I used it underwater",
        ],
    },
    "kept_using_and_worsened": {
        False: [
            "no I stopped at once",
            "it was dead, could not use it",
            "can't use it, it's dead",
            "no it stayed the same",
            "I put it back in the box",
            "I never used it again",
        ],
        True: [
            "yes a bit and it got worse",
        ],
    },
    "unused": {
        True: [
            "never out of the box",
            "yes still sealed",
            "I opened it but didn't use it",
            "yes brand new",
            "not used",
            "yes but who pays?",
        ],
        False: [
            "tried it once",
            "no I used it for a week",
            "only plugged it in",
            "just tested it",
        ],
    },
    "as_received": {
        True: [
            "yes exactly as it came",
            "like new",
            "yes of course",
            "perfect condition",
            "same as before",
        ],
        False: [
            "just a small scratch",
            "it has a scratch",
            "no I broke a corner",
        ],
    },
    "original_packaging": {
        True: [
            "yes I kept everything",
            "I have the box",
            "yep got it all",
            "somewhere in the attic",
        ],
        False: [
            "threw it away",
            "no the box is gone",
            "sorry no",
            "it's in the bin",
            "I don't have the box any more",
        ],
    },
    "all_accessories": {
        True: [
            "everything is there",
            "yes all of it",
            "complete",
            "yes but the box is torn",
        ],
        False: [
            "all but the charger",
            "lost the cable",
            "everything except the remote",
        ],
        UNKNOWN: [
            "I think so",
        ],
    },
    "removed_from_app": {
        True: [
            "not a camera",
            "yes i deleted it",
            "never added it",
            "its a doorbell, no app",
            "done",
        ],
        False: [
            "not yet",
            "no",
        ],
    },
    "color_stated": {
        True: [
            "yes in the comments",
            "i wrote it in the note",
            "by mail",
            "it was in my message",
        ],
        False: [
            "no",
            "no I didn't leave a comment",
        ],
    },
    "will_wait": {
        False: [
            "no I want my money back",
            "I can't wait",
            "I'd rather cancel",
        ],
        True: [
            "yes ill wait",
            "fine, send it later",
            "sure",
            "ok if it's only a week",
        ],
    },
    "wants": {
        "refund": [
            "money back",
            "my cash",
            "refund pls",
            "the refund",
            "rather the money",
        ],
        "replacement": [
            "a new one",
            "exchange please",
            "I'd prefer a replacement",
            "not a refund, a new one",
            "send another",
            "swap it",
        ],
        "repair": [
            "just fix it",
        ],
    },
    "return_carrier": {
        "post": [
            "by post",
            "normal mail",
            "post office",
        ],
        "express": [
            "DHL",
            "dhl express",
            "ups",
        ],
        "courier": [
            "a courier",
        ],
    },
    "dead_on_arrival": {
        True: [
            "yes never worked",
            "straight out of the box",
            "since the beginning",
            "never turned on",
            "dead from day one",
        ],
        False: [
            "no it worked for a week",
            "worked at first",
            "it worked fine then died",
        ],
    },
}
ROWS = [(fact, value, words) for fact, said in ANSWERS.items() for value, answers in said.items() for words in answers]


@pytest.mark.parametrize(("fact", "value", "words"), ROWS)
def test_a_natural_answer_is_understood(fact: str, value: object, words: str) -> None:
    answer = read_answer(FACTS[fact], words, TODAY)
    if value == UNKNOWN:
        assert answer.standing is Standing.NOT_KNOWN
    else:
        assert (answer.standing, answer.value) == (Standing.SAID, value)


@pytest.mark.parametrize("fact", ["flashed_firmware", "unused", "original_packaging", "cause", "wants"])
@pytest.mark.parametrize("words", ["dunno", "not sure", "no idea", "I don't know"])
def test_not_knowing_is_an_answer(fact: str, words: str) -> None:
    assert read_answer(FACTS[fact], words, TODAY).standing is Standing.NOT_KNOWN


@pytest.mark.parametrize(
    ("fact", "words"),
    [("will_wait", "how long?"), ("opened_body", "what is that?"), ("return_carrier", "the cheapest")],
)
def test_what_is_no_answer_is_not_taken_for_one(fact: str, words: str) -> None:
    assert read_answer(FACTS[fact], words, TODAY).standing is Standing.UNCLEAR
