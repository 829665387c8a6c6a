"""Pieces of a product, and numbers that put others right."""

import pytest

from aftersales.understanding.pieces import count_kind, read_correction


def _is_camera_or_lamp(word: str) -> bool:
    return word.lower().rstrip("s") in ("camera", "lamp")


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        ("two cameras are dead", {2}),
        ("2 of the cameras", {2}),
        ("three of the four lamps went dark", {3}),
        ("three broken lamps", {3}),
        ("2 of my 4 lamps do not light up", {2}),
        ("one of the lamps", {1}),
        ("I have 3 broken cameras here", {3}),
        ("two cameras and three lamps", {2, 3}),
        ("I have 4 cameras", set()),
        ("I ordered 4 lamps", set()),
        ("my 2 year old camera", set()),
        ("since 3 days the camera is dead", set()),
        ("$3 lamps", set()),
        ("camera 2 is dead", set()),
        ("two of the buttons on the camera", set()),
    ],
)
def test_a_number_before_the_kind_counts_pieces(said: str, pieces: set[int]) -> None:
    assert count_kind(said, _is_camera_or_lamp) == pieces


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("no, only two of them", 2),
        ("sorry, three not two", 3),
        ("not two but three", 3),
        ("it should be 2 instead of 3", 2),
        ("I meant two", 2),
        ("make it 3", 3),
        ("yes", None),
        ("just a moment", None),
        ("just one moment", None),
        ("no, only one thing", None),
        ("it's 2 years old", None),
        ("it is one week old", None),
    ],
)
def test_a_number_puts_another_one_right(said: str, number: int | None) -> None:
    assert read_correction(said) == number
