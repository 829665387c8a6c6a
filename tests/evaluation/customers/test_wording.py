"""How customers write: slips of the fingers spare numbers and addresses, and sentences stay apart."""

from difflib import SequenceMatcher
from random import Random

import pytest

from evaluation.customers.wording import Style, misspelt, sentences, words


@pytest.mark.parametrize("seed", range(30))
def test_a_slip_changes_one_long_word_a_little(seed: int) -> None:
    said = "the camera stopped working, order QA-800001, anna.keller@example.com"
    typed = misspelt(said, Random(seed))
    assert SequenceMatcher(None, said, typed).ratio() > 0.95
    assert "qa-800001" in typed.lower()
    assert "anna.keller@example.com" in typed


def test_short_words_are_spelt_rightly() -> None:
    assert misspelt("yes, that is so", Random(1)) == "yes, that is so"


def test_small_letters_and_commas_only() -> None:
    style = Style(small_letters=True, bare=True, misspells=0)
    assert style.write("It broke. Please help.", Random(1)) == "it broke, please help"


def test_parts_become_sentences() -> None:
    assert sentences(["hi", "it broke", "why?"]) == "Hi. It broke. Why?"


def test_the_words_held_out_say_everything_and_nothing_that_was_worked_with() -> None:
    worked_with, held_out = words()["problems"], words(held_out=True)["problems"]
    assert held_out.keys() == worked_with.keys()
    assert not any(set(held_out[problem]) & set(worked_with[problem]) for problem in held_out)
    assert {fact: {*ways} for fact, ways in words(held_out=True)["told"].items()} == {
        fact: {*ways} for fact, ways in words()["told"].items()
    }
