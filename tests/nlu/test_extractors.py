"""Entities as Rasa hands them on: their names, values, roles and places."""

import re
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from aftersales.settings import PROJECT_ROOT
from nlu.date_extractor import DateExtractor
from nlu.fact_extractor import FactExtractor, declared_facts
from nlu.identifier_extractor import IdentifierExtractor
from nlu.quantity_extractor import QuantityExtractor


def entities(component: Any, text: str) -> list[dict[str, Any]]:
    (message,) = component.process([Message.build(text)])
    found: list[dict[str, Any]] = message.get("entities")
    assert all(entity["extractor"] == type(component).__name__ for entity in found)
    return found


def test_a_fact_is_told_as_name_and_value() -> None:
    extractor = FactExtractor(declared_facts(PROJECT_ROOT / "policies"), known={"friend"})
    (fact,) = entities(extractor, "Hi! I have not opened it.")
    assert (fact["entity"], fact["value"]) == ("fact", "opened_body=false")
    assert "Hi! I have not opened it."[fact["start"] : fact["end"]].endswith("not opened it")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Cancel QA-10234 and also how long does the refund take?", [("problem=cancel", "Cancel QA-10234")]),
        (
            "cancel 10234, and the camera of QA-10477 is broken",
            [("problem=cancel", "cancel 10234"), ("problem=defective", "is broken")],
        ),
        ("was QA-10234 cancelled?", []),
    ],
)
def test_an_order_is_heard_by_its_number(text: str, told: list[tuple[str, str]]) -> None:
    found = entities(FactExtractor(declared_facts(PROJECT_ROOT / "policies"), known=()), text)
    assert [(fact["value"], text[fact["start"] : fact["end"]]) for fact in found] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the colour of my three-axis gimbal is wrong", "problem=wrong_color"),
        ("I put third-party firmware on it", "flashed_firmware=true"),
    ],
)
def test_a_word_with_a_hyphen_is_one_word(text: str, told: str) -> None:
    extractor = FactExtractor(declared_facts(PROJECT_ROOT / "policies"), known=())
    assert told in [entity["value"] for entity in entities(extractor, text)]


def test_a_shops_own_facts_are_heard_too(tmp_path: Path) -> None:
    shop = PROJECT_ROOT / "policies" / "guarantee.yml"
    own = """facts:
  engraved:
    type: yes_no
    known_by: customer
    words: it is engraved
    heard_as: {in_passing: {"yes": [had it engraved]}}
"""
    written = re.sub(r"^facts: *(\{\})?\n", "", shop.read_text("utf-8"), flags=re.MULTILINE)
    (tmp_path / "guarantee.yml").write_text(written + "\n" + own, "utf-8")
    (fact,) = entities(FactExtractor(declared_facts(tmp_path), known=()), "we had it engraved")
    assert fact["value"] == "engraved=true"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("it arrived last Tuesday", [("last Tuesday", "delivered_on")]),
        (
            "I got it on 3 May and noticed the crack yesterday",
            [("on 3 May", "delivered_on"), ("yesterday", "first_noticed_on")],
        ),
        ("it stopped working three days ago", [("three days ago", "first_noticed_on")]),
        ("I sent it back on Monday", [("on Monday", "sent_back_on")]),
        ("I told you yesterday, it broke on Sunday", [("yesterday", "reported_on"), ("on Sunday", "first_noticed_on")]),
        ("I ordered it two weeks ago", [("two weeks ago", "placed_on")]),
        ("you got it back on Monday", [("on Monday", "arrived_back_on")]),
        ("the post brought it on Monday", [("on Monday", "delivered_on")]),
        ("flames came out yesterday, thank heaven we saw it", [("yesterday", None)]),
        ("the driver handed it to me on Monday", [("on Monday", "delivered_on")]),
        ("you signed for it on 3 May", [("on 3 May", "arrived_back_on")]),
        ("no answer since Monday", [("Monday", None)]),
        ("it has been acting strange since Monday", [("Monday", "first_noticed_on")]),
        ("I brought it to the post office on Monday", [("on Monday", None)]),
        ("it conked out yesterday", [("yesterday", "first_noticed_on")]),
        ("I put it in the post on Monday", [("on Monday", "sent_back_on")]),
        ("I rang you on Monday", [("on Monday", "reported_on")]),
        ("it is not charging since two days", [("since two days", "first_noticed_on")]),
        ("dead since Tuesday", [("Tuesday", "first_noticed_on")]),
        ("the screen flickers since yesterday", [("yesterday", "first_noticed_on")]),
        ("strange noises since Monday", [("Monday", "first_noticed_on")]),
        ("the trouble began on Sunday", [("on Sunday", "first_noticed_on")]),
        ("it all started 3/4/2025", [("3/4/2025", "first_noticed_on")]),
        ("waiting since Tuesday", [("Tuesday", None)]),
        ("it arrived today, 20 Nov", [("today", "delivered_on"), ("20 Nov", "delivered_on")]),
        ("last Tuesday", [("last Tuesday", None)]),
        ("it arrived last week", []),
    ],
)  # fmt: skip
def test_a_day_carries_what_happened_on_it(text: str, dates: list[tuple[str, str | None]]) -> None:
    found = entities(DateExtractor(), text)
    assert [(entity["value"], entity.get("role")) for entity in found] == dates


def test_identifiers_come_in_their_plain_form() -> None:
    found = entities(IdentifierExtractor(), "order #10 234, anna@example.com")
    assert [(entity["entity"], entity["value"]) for entity in found] == [
        ("order_number", "10234"),
        ("email", "anna@example.com"),
    ]


def test_a_quantity_is_a_whole_number() -> None:
    (quantity,) = entities(QuantityExtractor(), "two of them are dead")
    assert (quantity["entity"], quantity["value"]) == ("quantity", 2)


@pytest.mark.parametrize(
    "text",
    ["", "😀" * 50, "x" * 5000, "<b>' OR 1=1 --</b> {order_number}", "not " * 1200],
    ids=["empty", "emoji", "long", "markup", "repeated"],
)
def test_odd_messages_tell_nothing_and_break_nothing(text: str) -> None:
    extractor = FactExtractor(declared_facts(PROJECT_ROOT / "policies"), known={"friend"})
    for component in (extractor, DateExtractor(), IdentifierExtractor(), QuantityExtractor()):
        assert entities(component, text) == []
