"""Wishes taken back in the message that tells them."""

import pytest

from aftersales.understanding.second_thoughts import after_second_thought, without_wavering


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("cancel my order QA-1. actually no, keep it. where is it?", "where is it?"),
        ("I want to return it... no wait, don't do that", ""),
        ("please cancel - oh, never mind", ""),
        ("cancel it, on second thought I'll keep it, thanks", "thanks"),
        ("Cancel my order!\nActually, don’t cancel it. I want a refund", "I want a refund"),
    ],
)
def test_what_is_left_is_what_comes_after_it(text: str, left: str) -> None:
    assert after_second_thought(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "cancel my order",
        "I changed my mind, cancel it",
        "cancel it, don't keep me waiting",
        "return it, I never use it",
        "",
    ],
)
def test_other_messages_take_nothing_back(text: str) -> None:
    assert after_second_thought(text) is None


def test_a_long_row_of_doubts_is_read_at_once() -> None:
    assert after_second_thought(", actually no wait" * 300) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no wait, a refund", "a refund"),
        ("Actually, wait - repair", "repair"),
        ("wait", "wait"),
        ("I can wait", "I can wait"),
    ],
)
def test_what_is_told_after_wavering_stands_alone(text: str, told: str) -> None:
    assert without_wavering(text) == told
