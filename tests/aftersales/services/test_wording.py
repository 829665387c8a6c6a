"""Words come from data/responses only, and a gap in them is an error."""

import pytest

from aftersales.services.conversation.reply import YES_OR_NO, Choice, Say
from aftersales.services.wording import MissingWords, bullets, buttons, responses, words


def test_a_text_is_filled_with_its_values() -> None:
    assert words("order_found", {"order_number": "QA-10234", "shop": "Qualir", "holds": ""}) == (
        "Thank you, I have found order QA-10234 at Qualir."
    )


def test_a_response_that_nobody_wrote_is_an_error() -> None:
    with pytest.raises(MissingWords, match="there is no response utter_order_lost"):
        words("order_lost")


def test_a_value_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(MissingWords, match="utter_order_found wants 'shop'"):
        words("order_found", {"order_number": "QA-10234"})


def test_a_list_becomes_bullets_one_a_line() -> None:
    text = words("ask_any_of", {"things": ["the box", "all cables"]})
    assert text.endswith("• the box\n• all cables")
    assert bullets([]) == ""


@pytest.mark.parametrize("said", ["{order_number}", "{0}", "{", "}}", "{shop.__class__}", "%s"])
def test_what_a_customer_typed_is_no_template(said: str) -> None:
    assert said in words("ask_email", {"order_number": said})


def test_a_button_sends_what_it_shows() -> None:
    shown = buttons(Say("ask_item", choices=(Choice("Dash cam"), *YES_OR_NO)))
    assert shown == [
        {"title": "Dash cam", "payload": "Dash cam"},
        {"title": "Yes", "payload": "Yes"},
        {"title": "No", "payload": "No"},
    ]


def test_every_response_has_one_text_and_is_written_once() -> None:
    assert all(responses().values())
