"""What a customer wants does not hang on the order number and e-mail address beside it."""

import pytest

from nlu.wish_alone import IDENTIFIERS_ALONE, wish_alone, without_names


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("Order QA-10234, anna@example.com. It never worked", "It never worked"),
        ("It never worked. My order number is QA-10234", "It never worked."),
        ("where is my order QA-10234", "where is my order"),
        ("cancel my order QA-10234 please", "cancel my order please"),
        ("customer number K-88231, station is broken", "station is broken"),
        ("order 52210: refund?", "refund?"),
        ("no, 10234", "no"),
        ("I want to return it", "I want to return it"),
        ("thanks", "thanks"),
    ],
)
def test_identifiers_and_what_introduces_them_are_left_out(message: str, left: str) -> None:
    assert wish_alone(message) == left


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("@voltshop it never worked", "it never worked"),
        ("see https://example.com/a?b=1 it never worked", "see it never worked"),
        ("sooooo slow!!!!!", "soo slow!!"),
        ("@voltshop", "@voltshop"),
        ("me@home", "me@home"),
    ],
)
def test_calls_and_links_are_left_out_and_what_is_drawn_out_is_shortened(message: str, left: str) -> None:
    assert wish_alone(message) == left


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("The picture is just black. Please get back to me soon.", "The picture is just black"),
        ("the tablet flickers, order GU-20418. looking forward to hearing from you asap", "the tablet flickers"),
        ("my watch died yesterday please reply urgently, thanks in advance", "my watch died yesterday"),
        ("please get back to me soon", "please get back to me soon"),
        ("can somebody of your people get back to me", "can somebody of your people get back to me"),
        ("I wrote to your team, can somebody please reply", "I wrote to your team, can somebody please reply"),
        ("what is your answer", "what is your answer"),
    ],
)
def test_how_a_letter_ends_is_left_out_where_it_tells_something_before(message: str, left: str) -> None:
    assert wish_alone(message) == left


@pytest.mark.parametrize(
    "message",
    [
        "QA-10234",
        "anna@example.com",
        "no. 55120",
        "my order is QA-10234",
        "QA-10234 anna@example.com",
        "GU-21467 is the order, noah.patel@example.com the mail",
        "RM-10044 and my email is nadia@example.fr, thank you",
        "hello, it should be 30981",
        "my customer no. is 4711882",
        "C-12345",
    ],
)
def test_messages_of_identifiers_alone_read_the_same(message: str) -> None:
    assert wish_alone(message) == IDENTIFIERS_ALONE


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("my order at Highvalue is late", "my order is late"),
        ("my Highvalue order is late", "my order is late"),
        ("who pays at Highvalue?", "who pays?"),
        ("Highvalue's warranty", "warranty"),
        ("Highvalue: where is it", ": where is it"),
        ("at Highvalue", "at Highvalue"),
        ("Highvalue", "Highvalue"),
    ],
)
def test_the_name_of_a_shop_and_what_joins_it_on_are_left_out(message: str, left: str) -> None:
    start = message.index("Highvalue")
    assert without_names(message, [(start, start + len("Highvalue"))]) == left
