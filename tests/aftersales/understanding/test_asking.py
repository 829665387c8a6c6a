"""What a message asks and what it tells beside that."""

import pytest

from aftersales.understanding.asking import asked_beside, asks_something, told_beside


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        ("yes, but who pays?", "yes", "who pays?"),
        ("no. is it free?", "no.", "is it free?"),
        ("two of them and where do I send it", "two of them", "where do I send it"),
        ("a factory fault, I guess, who pays then?", "a factory fault I guess", "who pays then?"),
        ("who pays?", "", "who pays?"),
        ("no, never", "no never", ""),
        ("bent when i opened the parcel", "bent when i opened the parcel", ""),
        ("when I get it back", "", "when I get it back"),
        ("", "", ""),
    ],
)
def test_what_is_told_and_what_is_asked_are_parted(text: str, told: str, asked: str) -> None:
    assert (told_beside(text), asked_beside(text)) == (told, asked)
    assert asks_something(text) is bool(asked)
