"""Numbers of pieces."""

import pytest

from aftersales.understanding.numbers import find_quantities, read_number


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        ("two of them are dead", [2]),
        ("all 3", [3]),
        ("just one", [1]),
        ("qty 2", [2]),
        ("2 pcs", [2]),
        ("both", [2]),
        ("1 of the 2", [1]),
        ("I have 3 broken ones", [3]),
        ("two are dead, the others are fine", [2]),
        ("cameras 2 and 3 are broken", []),
        ("just one moment", []),
        ("only two weeks", []),
        ("just 3 days ago", []),
        ("both sides", []),
        ("I paid 20 euros for 64 GB", []),
        ("it has two buttons", []),
        ("it arrived in one piece", []),
        ("I'd hate another one of these", []),
    ],
)
def test_only_numbers_of_pieces_are_found(said: str, pieces: list[int]) -> None:
    assert [quantity.value for quantity in find_quantities(said)] == pieces


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("4", 4),
        ("two", 2),
        ("all of them", 5),
        ("the whole order", 5),
        ("every one of them", 5),
        ("each single one of these", 5),
        ("the lot", 5),
        ("one of them", 1),
        ("2 or 3", None),
        ("a few", None),
        ("I don't have all day", None),
        ("2 weeks", None),
    ],
)
def test_an_answer_of_how_many(said: str, number: int | None) -> None:
    assert read_number(said, all_of=5) == number


def test_all_means_nothing_without_a_total() -> None:
    assert read_number("all of them") is None
