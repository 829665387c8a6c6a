"""What a customer wants does not hang on the order number and e-mail address beside it."""

import pytest

from nlu.wish_alone import wish_alone


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("Order QA-10234, anna@example.com. It never worked", "It never worked"),
        ("It never worked. My order number is QA-10234", "It never worked."),
        ("where is my order QA-10234", "where is my order"),
        ("cancel my order QA-10234 please", "cancel my order please"),
        ("I want to return it", "I want to return it"),
    ],
)
def test_identifiers_and_what_introduces_them_are_left_out(message: str, left: str) -> None:
    assert wish_alone(message) == left


@pytest.mark.parametrize(
    "message", ["QA-10234", "anna@example.com", "my order is QA-10234", "QA-10234 anna@example.com"]
)
def test_a_message_of_identifiers_alone_stays_whole(message: str) -> None:
    assert wish_alone(message) == message
