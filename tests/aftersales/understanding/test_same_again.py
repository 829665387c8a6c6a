"""Asking the same of another thing, and what only begins like it."""

import pytest

from aftersales.understanding.same_again import asked_of, asks_of_the_other, speaks_of_an_order


@pytest.mark.parametrize(
    "text",
    [
        "and the other one?",
        "the other one",
        "ok thanks, and the second one?",
        "What about my other order?",
        "where is the other parcel then",
        "and for the other item too please",
        "great! how about the other?",
        "can you also check the other one",
        "status of the other order pls",
    ],
)
def test_the_other_one_is_asked_for(text: str) -> None:
    assert asks_of_the_other(text)


@pytest.mark.parametrize(
    "text",
    [
        "cancel the other one",
        "the other one is broken",
        "I want to return the other one",
        "the other day it stopped",
        "and the camera?",
        "thanks",
        "",
    ],
)
def test_what_says_more_is_no_such_question(text: str) -> None:
    assert not asks_of_the_other(text)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("and the memory card?", "memory card"),
        ("what about QA-11265", "qa-11265"),
        ("ok, and for order 11265 please", "11265"),
        ("the memory card", None),
        ("QA-11265", None),
        ("thanks", None),
    ],
)
def test_the_thing_that_is_asked_of_is_read(text: str, thing: str | None) -> None:
    assert asked_of(text) == thing


def test_an_order_is_told_from_an_item() -> None:
    assert speaks_of_an_order("and the other parcel?")
    assert not speaks_of_an_order("and the other one?")
