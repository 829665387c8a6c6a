"""Cancelling only if it comes late is told from cancelling now."""

import pytest

from aftersales.understanding.if_late import cancels_if_late


@pytest.mark.parametrize(
    "text",
    [
        "if it isn't here by Friday I want to cancel",
        "If it has not arrived by tomorrow, cancel my order please",
        "cancel it if it doesnt come this week",
        "unless it gets here before the weekend I'd like my money back",
        "if this takes any longer i want to cancel",
        "I need it by Monday, otherwise cancel it",
        "it has to be here until tomorrow or i cancel",
        "can I cancel if I don't get it by Saturday?",
        "should it not come within two weeks I don't want it any more",
    ],
)
def test_who_cancels_only_if_it_comes_late_does_not_cancel_now(text: str) -> None:
    assert cancels_if_late(text)


@pytest.mark.parametrize(
    "text",
    [
        "I want to cancel",
        "if it's not too late I want to cancel",
        "if it has not been sent yet, please cancel it",
        "cancel it if you can",
        "I want to cancel, it hasn't arrived and I need it by Friday",
        "it still isn't here, cancel it",
        "if my refund isn't here by Friday I will cancel my card",
        "if it isn't here by Friday I will call you",
    ],
)
def test_who_cancels_on_no_such_condition_cancels(text: str) -> None:
    assert not cancels_if_late(text)
