"""Asking what comes of a request is told from everything that tells or asks more."""

import pytest

from aftersales.understanding.outcome import asks_for_outcome


@pytest.mark.parametrize(
    "text",
    [
        "what do i get",
        "so what now?",
        "whats my options",
        "what are my rights then?",
        "ok so what can u do",
        "how much would I get back?",
        "so can i or not",
        "what are you gonna do about it??",
        "Will I get my money back?",
        "am I covered?",
    ],
)
def test_what_comes_of_it_is_asked(text: str) -> None:
    assert asks_for_outcome(text)


@pytest.mark.parametrize(
    "text",
    [
        "what do you mean",
        "what do I get if I send it back",
        "how much does the postage cost",
        "is it yes or no that you need the box",
        "what happens to my data",
        "what now, it fell into the water",
        "so what",
    ],
)
def test_what_asks_or_tells_more_is_not(text: str) -> None:
    assert not asks_for_outcome(text)
