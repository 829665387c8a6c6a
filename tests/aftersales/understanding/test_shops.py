"""The place where a shop is named is found, whatever its name means otherwise."""

import pytest

from aftersales.understanding.shops import words_for_a_shop


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("how long is it? shop is guarantee", "guarantee"),
        ("the shop: RMA", "rma"),
        ("I bought a camera at guarantee", "guarantee"),
        ("ordered it from the shop Guarantee last week", "guarantee"),
        ("it's from the rma store", "rma"),
    ],
)
def test_a_shop_is_named(text: str, words: str) -> None:
    assert words_for_a_shop(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "is there a guarantee",
        "is it still under guarantee?",
        "I bought it with guarantee",
        "I need an rma",
        "how do I get the rma number",
    ],
)
def test_a_guarantee_is_no_shop(text: str) -> None:
    assert words_for_a_shop(text) == ""
