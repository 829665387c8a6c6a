"""Impatience, and what only sounds like it."""

import pytest

from aftersales.understanding.impatience import is_impatient


@pytest.mark.parametrize(
    "text",
    [
        "quick pls no time",
        "I'm in a hurry",
        "This is taking forever",
        "I haven't got all night!",
        "come on... it's so slow",
        "Hurry up please",
        "how many more questions?",
        "seriously?",
        "you are way too slow",
        "ok, get on with it now",
        "can we speed this up",
        "could you please be quicker",
        "this is taking way too much time",
        "omg just get to the point",
        "ffs, are we done yet?",
        "not another question",
    ],
)
def test_who_is_tired_of_waiting_is_impatient(text: str) -> None:
    assert is_impatient(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "it is slow, it needs an hour to start",
        "come on over",
        "no, I don't have all accessories",
        "hurry up and cancel my order",
        "I want a person, this takes too long",
        "how long does the refund take?",
        "does it take time?",
        "move on with my claim",
        "I have another question: who pays?",
        "the delivery takes too long for me, cancel it",
    ],
)
def test_who_says_anything_besides_is_heard_out(text: str) -> None:
    assert not is_impatient(text)
