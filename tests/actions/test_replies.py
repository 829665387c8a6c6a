"""Replies become at most three messages, and no button gets lost."""

import pytest

from actions.replies import messages
from aftersales.policy.decision import decide
from aftersales.policy.loader import load_policies
from aftersales.policy.request import read_request
from aftersales.services.conversation.questions import ask_among
from aftersales.services.conversation.reply import YES_OR_NO, Card, Say
from aftersales.services.wording import words
from aftersales.settings import PROJECT_ROOT

QUESTION = ask_among("ask_item", ["Dash cam", "Cable"])


def _a_card() -> Card:
    policies = load_policies(PROJECT_ROOT / "policies")
    request = {"shop": "qualir", "today": "2025-03-04", "facts": {"problem": "defective", "opened_body": True}}
    return Card(decide(read_request(policies, request)))


def test_each_reply_is_a_message() -> None:
    shown = messages([Say("stopped"), QUESTION])
    assert [message.text for message in shown] == [
        "Stopped. Nothing was changed. Tell me whenever I can help.",
        "Which item is it about: Dash cam or Cable?",
    ]
    assert [button["title"] for button in shown[-1].buttons] == ["Dash cam", "Cable"]


@pytest.mark.parametrize("count", [0, 1, 3, 4, 7])
def test_there_are_at_most_three_and_every_text_is_in_them(count: int) -> None:
    texts = [f"QA-1000{place}" for place in range(count)]
    shown = messages([Say("ask_email", {"order_number": text}) for text in texts])
    assert len(shown) == min(count, 3)
    together = "\n".join(message.text for message in shown)
    assert [text for text in texts if text in together] == texts
    assert together.index(texts[0]) < together.index(texts[-1]) if count > 1 else True


def test_the_last_message_stays_alone_and_buttons_of_joined_ones_stay() -> None:
    shown = messages([Say("confirm_withdraw_claim", {"reference": "C-1"}, YES_OR_NO), *[Say("stopped")] * 3, QUESTION])
    assert shown[-1].text == "Which item is it about: Dash cam or Cable?"
    assert [button["title"] for button in shown[0].buttons] == ["Yes", "No"]


def test_nothing_to_say_is_no_message() -> None:
    assert messages([]) == []


def test_a_card_stays_a_message_of_its_own_and_travels_beside_its_text() -> None:
    shown = messages([Say("stopped"), Say("stopped"), _a_card(), QUESTION])
    assert len(shown) == 3
    assert [message.card is None for message in shown] == [True, False, True]
    assert shown[1].card is not None
    assert shown[1].text.startswith(shown[1].card["verdict"])


def test_what_follows_a_card_is_joined_where_there_would_be_too_many() -> None:
    told = messages([Say("automated_assistant"), Say("stopped"), _a_card(), Say("nothing_done"), Say("started_over")])
    assert len(told) == 3
    assert told[1].card is not None
    assert told[2].text.splitlines() == [words("nothing_done"), words("started_over")]


def test_no_message_has_paragraphs_that_would_be_cut_apart() -> None:
    (told,) = messages([_a_card()])
    assert "\n\n" not in told.text
