"""What is let in from a customer, and in which state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.inbound import CustomerMessage, Refused, clean, read_message

SENDER = "0af3-chat_1"


def refusal_of(body: object) -> Refused:
    with pytest.raises(Refused) as refusal:
        read_message(body)
    return refusal.value


def test_ordinary_words_pass_unchanged() -> None:
    text = "Hello, my order 10234 arrived broken.\nWhat now? 😞 und/oder"
    assert read_message({"sender": SENDER, "message": text}) == CustomerMessage(SENDER, text)


@pytest.mark.parametrize(
    "typed",
    [
        '/cancel_order{"order_number": "10234"}',
        '  /cancel_order{"order_number": "10234"}',
        '///cancel_order{"order_number": "10234"}',
        '/ / /cancel_order{"order_number": "10234"}',
        '\uff0fcancel_order{"order_number": "10234"}',
        '\u200b/cancel_order{"order_number": "10234"}',
        '\ufeff\u2060/\u200d/cancel_order{"order_number": "10234"}',
        '\u00a0\u3000/cancel_order{"order_number": "10234"}',
        '\x00/\ud800/cancel_order{"order_number": "10234"}',
        '\ufe0f/cancel_order{"order_number": "10234"}',
    ],
)
def test_no_message_can_set_an_intent(typed: str) -> None:
    assert clean(typed) == 'cancel_order{"order_number": "10234"}'


@given(st.text(st.characters(codec=None), max_size=200))
def test_nothing_that_is_let_in_begins_with_a_slash_or_breaks_utf_8(text: str) -> None:
    cleaned = clean(text)
    assert not cleaned.strip().startswith("/")
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")


def test_signs_that_are_not_writing_are_taken_out() -> None:
    assert clean("a\x00b\x1b[31mc\ud800d\u202ee") == "ab[31mcde"
    assert clean("one\ttwo\r\nthree") == "one two \nthree"


def test_a_joined_emoji_stays_whole() -> None:
    assert clean("👩\u200d🔧 please") == "👩\u200d🔧 please"


@pytest.mark.parametrize("sender", [None, 7, "", "a" * 65, "a b", "../x", "\ud800", "é", "a\n", ["a"]])
def test_a_sender_of_the_wrong_shape_is_refused(sender: object) -> None:
    assert refusal_of({"sender": sender, "message": "hello"}).status == 400


def test_the_senders_own_id_of_the_message_is_kept() -> None:
    assert read_message({"sender": SENDER, "message": "hello", "message_id": "m-1"}).id == "m-1"


@pytest.mark.parametrize("message_id", [7, "", "a#1", "a" * 65, ["a"]])
def test_an_id_of_the_wrong_shape_is_refused(message_id: object) -> None:
    assert refusal_of({"sender": SENDER, "message": "hello", "message_id": message_id}).status == 400


@pytest.mark.parametrize("body", [None, [], "hello", 3, {"sender": SENDER}, {"sender": SENDER, "message": 5}])
def test_a_body_of_the_wrong_shape_is_refused(body: object) -> None:
    assert refusal_of(body).status == 400


@pytest.mark.parametrize("text", ["", "   ", "\n", "/", "//", "\u200b", "\x00\ud800"])
def test_a_message_with_nothing_in_it_is_refused(text: str) -> None:
    assert refusal_of({"sender": SENDER, "message": text}).status == 422


def test_two_thousand_characters_are_let_in_and_one_more_is_refused() -> None:
    assert read_message({"sender": SENDER, "message": "x" * 2000}).text == "x" * 2000
    refusal = refusal_of({"sender": SENDER, "message": "x" * 2001})
    assert refusal.status == 413
    assert "2,000 characters" in refusal.detail
