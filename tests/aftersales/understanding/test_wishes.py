"""Wishes told beside something else, and what only sounds like one."""

import pytest

from aftersales.understanding.wishes import (
    cancels_or_returns,
    wants_a_person,
    wants_to_return,
    wants_to_return_the_other,
)


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("I want to return the doorbell, also do I get the fee back?", True),
        ("we'd like to send the blue one back. who pays?", True),
        ("I just want to give it back", True),
        ("what if I want to return it?", False),
        ("can I return it?", False),
        ("I don't want to return it", False),
        ("I want to know when you return my money", False),
    ],
)
def test_a_return_is_wanted_only_where_it_is_said_outright(text: str, wants: bool) -> None:
    assert wants_to_return(text) is wants


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("one is broken and the other I just want to return", True),
        ("the camera is dead, and I want to return the other", True),
        ("the camera is dead and I want to return it", False),
    ],
)
def test_what_goes_back_may_be_another_thing_than_the_one_told_of(text: str, wants: bool) -> None:
    assert wants_to_return_the_other(text) is wants


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("it does not heat, get me someone real", True),
        ("my watch died, let me talk to a human please", True),
        ("dead screen. can somebody call me?", True),
        ("I don't want to talk to a person", False),
        ("if I want to speak to someone, how?", False),
        ("I spoke to the man at the till", False),
        ("give me a refund", False),
    ],
)
def test_a_person_is_asked_for_in_so_many_words(text: str, wants: bool) -> None:
    assert wants_a_person(text) is wants


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("cancel it or send it back, I don't mind", True),
        ("can I return or cancel my order", True),
        ("cancel the order, or do I have to send it back?", True),
        ("cancel or change my order", False),
        ("cancel it", False),
        ("return it or exchange it", False),
    ],
)
def test_who_names_both_is_torn(text: str, torn: bool) -> None:
    assert cancels_or_returns(text) is torn
