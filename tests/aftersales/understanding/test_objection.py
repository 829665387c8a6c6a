"""Who objects to what was said or understood, and who only seems to."""

import pytest

from aftersales.understanding.objection import objects


@pytest.mark.parametrize(
    "text",
    [
        "that's wrong",
        "no, that is not right",
        "hang on, I told you something wrong",
        "scratch that",
        "I was mistaken just now",
        "you got that wrong",
        "my bad, I mixed that up",
        "I have to take that back",
        "that's not what I said",
        "I never said that",
        "what you wrote is not true",
        "let me correct myself",
    ],
)
def test_who_says_that_something_is_wrong_objects(text: str) -> None:
    assert objects(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "you sent the wrong item",
        "there is nothing wrong with it",
        "the colour is wrong",
        "yes, that is right",
        "I want to send it back",
        "I got the wrong item",
        "you gave me the wrong model",
        "I picked the wrong size",
        "take it back please",
    ],
)
def test_who_tells_what_is_wrong_with_the_goods_does_not(text: str) -> None:
    assert not objects(text)
