"""Things meant by their place among several."""

import pytest

from aftersales.understanding.places import place_named


@pytest.mark.parametrize(
    ("text", "count", "place"),
    [
        ("The first one", 3, 0),
        ("2nd", 2, 1),
        ("the latter, please", 2, 1),
        ("the last of them", 4, 3),
        ("the second and last", 2, 1),
        ("the sixth", 6, 5),
    ],
)
def test_a_place_is_heard(text: str, count: int, place: int) -> None:
    assert place_named(text, count) == place


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("the third", 2),
        ("give me a second", 3),
        ("one second please", 3),
        ("not the first, the second", 2),
        ("the first and the last", 3),
        ("the tablet", 2),
        ("the last one", 0),
        ("", 2),
    ],
)
def test_none_or_several_is_no_place(text: str, count: int) -> None:
    assert place_named(text, count) is None
