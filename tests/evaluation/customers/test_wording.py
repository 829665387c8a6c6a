"""How customers write: slips of the fingers spare numbers and addresses, and sentences stay apart."""

from difflib import SequenceMatcher
from random import Random

import pytest

from evaluation.customers.wording import HELD_OUT, HELD_OUT_2, Style, misspelt, sentences, words


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


@pytest.mark.parametrize("said", [HELD_OUT, HELD_OUT_2])
def test_the_words_held_out_say_everything_and_nothing_that_was_worked_with(said: str) -> None:
    worked_with, held_out = words(), words(said)
    assert held_out["problems"].keys() == worked_with["problems"].keys()
    for problem, ways in held_out["problems"].items():
        assert not set(ways) & set(worked_with["problems"][problem])
    assert {fact: {*ways} for fact, ways in held_out["told"].items()} == {
        fact: {*ways} for fact, ways in worked_with["told"].items()
    }
