"""Which item, and how many of it: asked only where the order leaves a choice."""

from collections.abc import Callable
from typing import Any

import pytest

from aftersales.records import claims
from aftersales.records.database import reading
from aftersales.records.tables import Order
from aftersales.services.case.items import line_in_passing, line_meant
from aftersales.services.wording import words

PutOrder = Callable[..., Order]
SET = (("Rear view camera", 1), ("Mirror monitor 4.3 inch", 1), ("Video cable 6 m", 1))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("the camera", "Rear view camera"),
        ("the camara please", "Rear view camera"),
        ("its the rear veiw camera", "Rear view camera"),
        ("MONITER", "Mirror monitor 4.3 inch"),
        ("video cables", "Video cable 6 m"),
        ("SKU-2", "Mirror monitor 4.3 inch"),
        ("the second one", "Mirror monitor 4.3 inch"),
        ("the last one", "Video cable 6 m"),
        ("the toaster", None),
        ("I am not able to repair it", None),
        ("camera or cable, I do not know", None),
        ("", None),
    ],
)
def test_an_item_is_recognised_by_name_number_or_place(an_order: PutOrder, words: str, meant: str | None) -> None:
    line = line_meant(an_order("qualir", "QA-10234", *SET), words)
    assert (line and line.name) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("my camera went dark last week, the first time I used it", "Rear view camera"),
        ("it was 6 m of trouble", None),
        ("the last thing I wanted", None),
    ],
)
def test_in_a_story_only_a_name_names_an_item(an_order: PutOrder, words: str, meant: str | None) -> None:
    line = line_in_passing(an_order("qualir", "QA-10234", *SET), words)
    assert (line and line.name) == meant


def test_the_only_item_is_not_asked_for(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir", "QA-10234")
    customer.says("it is broken", "claim_warranty")
    customer.identified(order)
    assert customer.case.line_id == order.lines[0].id
    assert customer.case.quantity == 1


def test_one_of_several_items_is_asked_for_with_its_choices(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir", "QA-10234", *SET)
    customer.says("it is broken", "claim_warranty")
    asked = customer.identified(order).say("ask_item")
    assert [choice.says for choice in asked.choices] == [name for name, _ in SET]
    customer.says("the moniter")
    assert customer.case.line_id == order.lines[1].id


def test_an_item_named_before_the_order_was_known_is_not_asked_for(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir", "QA-10234", *SET)
    customer.says("my mirror monitor is broken", "claim_warranty")
    assert "ask_item" not in customer.identified(order).names
    assert customer.case.line_id == order.lines[1].id


def test_an_unknown_item_is_asked_again_with_the_choices(customer: Any, an_order: PutOrder) -> None:
    customer.says("it is broken", "claim_warranty")
    customer.identified(an_order("qualir", "QA-10234", *SET))
    answer = customer.says("the toaster")
    assert answer.names == ["not_understood_answer", "ask_item"]
    again = answer.say("ask_item")
    assert len(again.choices) == 3
    told = "Which item is it about: Rear view camera, Mirror monitor 4.3 inch or Video cable 6 m?"
    assert words(again.response, again.values) == told


@pytest.mark.parametrize(("words", "pieces"), [("2", 2), ("two of them", 2), ("all of them", 3), ("just one", 1)])
def test_of_several_pieces_the_number_is_asked(customer: Any, an_order: PutOrder, words: str, pieces: int) -> None:
    customer.says("they are broken", "claim_warranty")
    asked = customer.identified(an_order("qualir", "QA-10234", ("Phone case", 3))).say("ask_quantity")
    assert asked.values == {"product": "Phone case", "most": "3"}
    customer.says(words)
    assert customer.case.quantity == pieces


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("two of the lamps went dark", 2),
        ("three of the four lamps are dead", 3),
        ("2 desk lamps do not light up", 2),
        ("I have 3 broken lamps", 3),
        ("I ordered 4 lamps and they flicker", None),
        ("my 10 lamps are dead", None),
        ("the lamp 12 is dead since 2 days", None),
        ("12 lamps are dead", None),
    ],
)
def test_pieces_told_before_the_order_is_known_are_not_asked_for(
    customer: Any, an_order: PutOrder, words: str, pieces: int | None
) -> None:
    customer.says(words, "claim_warranty")
    customer.identified(an_order("rma", "QA-10234", ("Desk lamp 12 watt", 4), ("Dash cam", 1)))
    customer.says("the lamp")
    assert customer.case.quantity == pieces


@pytest.fixture
def claiming_three(customer: Any, an_order: PutOrder) -> Any:
    """Three wrong lamps, summed up for a claim."""
    customer.says("three of the lamps are the wrong ones", "report_wrong_item", facts={"problem": "wrong_item"})
    asked = customer.identified(an_order("qualir", "QA-10234", ("Desk lamp", 4)))
    assert asked.say("confirm_open_claim").values["quantity"] == "3"
    return customer


@pytest.mark.parametrize(
    ("words", "intent", "pieces"),
    [
        ("no, only two of them", "deny", "2"),
        ("no, only two of them", "correct", "2"),
        ("sorry, four not three", "correct", "4"),
        ("yes, but only 2 lamps", "affirm", "2"),
    ],
)
def test_a_corrected_number_of_pieces_is_summed_up_anew(
    claiming_three: Any, words: str, intent: str, pieces: str
) -> None:
    answer = claiming_three.says(words, intent)
    assert answer.names == ["corrected", "card", "confirm_open_claim"]
    assert answer.say("confirm_open_claim").values["quantity"] == pieces
    (opened, _) = claiming_three.says("yes", "affirm").replies
    assert opened.response.startswith("claim_opened")
    with reading(claiming_three.engine) as session:
        (claim,) = claims.of_conversation(session, claiming_three.conversation_id)
        assert str(claim.quantity) == pieces


@pytest.mark.parametrize("words", ["no", "no thanks, keep the 3", "no, wait one moment", "no, nine of them"])
def test_a_no_without_another_possible_number_is_a_no(claiming_three: Any, words: str) -> None:
    assert "corrected" not in claiming_three.says(words, "deny").names
    assert claiming_three.case.quantity == 3


@pytest.mark.parametrize("words", ["7", "0"])
def test_an_impossible_number_is_told_so_and_asked_again(customer: Any, an_order: PutOrder, words: str) -> None:
    customer.says("they are broken", "claim_warranty")
    customer.identified(an_order("qualir", "QA-10234", ("Phone case", 3)))
    answer = customer.says(words)
    assert answer.names == ["quantity_impossible", "ask_quantity"]
    assert customer.case.quantity is None


@pytest.mark.parametrize(("numbers", "pieces"), [((1,), 1), ((2, 1), None), ((7,), None)])
def test_a_number_told_with_the_item_counts_if_it_is_one_and_can_be(
    customer: Any, an_order: PutOrder, numbers: tuple[int, ...], pieces: int | None
) -> None:
    customer.says("I want to give something back", "return_item")
    customer.identified(an_order("rma", "QA-10234", ("Phone case", 3), ("Dash cam", 1)))
    customer.says("phone case", quantities=numbers)
    assert customer.case.quantity == pieces


def test_an_order_that_was_not_sent_is_one_whole(customer: Any, an_order: PutOrder) -> None:
    customer.says("cancel it", "cancel_order")
    answer = customer.identified(an_order("rma", "QA-10234", *SET, status="placed", shipped_on=None, delivered_on=None))
    assert "ask_item" not in answer.names
    assert customer.case.line_id is None


def test_of_an_order_out_of_stock_the_item_is_asked_though_nothing_was_sent(customer: Any, an_order: PutOrder) -> None:
    customer.says("it is sold out, you wrote", "out_of_stock")
    unsent = {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}
    assert "ask_item" in customer.identified(an_order("rma", "QA-10234", *SET, **unsent)).names


def test_another_order_makes_the_item_be_asked_anew(customer: Any, an_order: PutOrder) -> None:
    first = an_order("qualir", "QA-10234")
    second = an_order("qualir", "QA-10477", ("Dash cam", 1), ("Memory card 64 GB", 1))
    customer.says("it is broken", "claim_warranty")
    customer.identified(first)
    answer = customer.says("sorry, wrong order, I meant QA-10477", "correct")
    assert answer.names == ["order_found", "ask_item"]
    customer.says("the dash cam")
    assert customer.case.line_id == second.lines[0].id


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("the camera is fine but the monitor does not turn on", "Mirror monitor 4.3 inch"),
        ("the camera works, only the cable is broken", "Video cable 6 m"),
        ("not the camera, the monitor is broken", "Mirror monitor 4.3 inch"),
        ("everything is fine except the cable, it is broken", "Video cable 6 m"),
        ("the camera and the monitor are both dead", None),
        ("the monitor that I bought for the camera stopped working", None),
    ],
)
def test_of_several_things_named_the_one_that_is_not_well_counts(
    an_order: PutOrder, words: str, item: str | None
) -> None:
    order = an_order("qualir", "QA-10739", *SET)
    line = line_in_passing(order, words)
    assert (line.name if line else None) == item


def test_an_item_named_before_the_first_request_need_not_be_named_again(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir", "QA-10234", *SET)
    customer.says("I have trouble with the monitor", "help")
    customer.identified(order)
    customer.says("it flickers", "claim_warranty", facts={"problem": "defective"})
    assert customer.case.line_id == order.lines[1].id


def test_what_was_said_of_an_earlier_request_names_no_item_of_the_next(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir", "QA-10234", *SET)
    customer.says("the monitor flickers", "claim_warranty", facts={"problem": "defective"})
    customer.identified(order)
    customer.says("stop", "stop")
    customer.says("something does not work", "claim_warranty", facts={"problem": "defective"})
    assert customer.asked["kind"] == "line"


PAIR = (("Security camera", 1), ("Motion sensor", 1))


@pytest.mark.parametrize("intent", ["correct", "deny", "give_details"])
@pytest.mark.parametrize("words", ["not the camera, the other one", "no, the other one", "I meant the other item"])
def test_the_other_one_of_two_is_meant(customer: Any, an_order: PutOrder, words: str, intent: str) -> None:
    order = an_order("guarantee", "QA-10234", *PAIR)
    customer.says("the camera is broken", "claim_warranty")
    customer.identified(order)
    assert customer.case.line_id == order.lines[0].id
    assert customer.says(words, intent).names[0] == "corrected"
    assert customer.case.line_id == order.lines[1].id


def test_the_other_one_of_three_is_asked_for(customer: Any, an_order: PutOrder) -> None:
    customer.says("the monitor is broken", "claim_warranty")
    customer.identified(an_order("qualir", "QA-10234", *SET))
    line = customer.case.line_id
    customer.says("no, the other one", "correct")
    assert customer.case.line_id == line
    assert customer.asked


def test_the_other_one_after_a_claim_is_the_one_not_claimed(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir", "QA-10234", *PAIR)
    customer.says("the camera is another model", "report_wrong_item", facts={"problem": "wrong_item"})
    customer.identified(order)
    customer.says("yes", "affirm")
    customer.says("the other one is a wrong one, too", "report_wrong_item", facts={"problem": "wrong_item"})
    assert customer.case.line_id == order.lines[1].id


def test_what_is_not_meant_names_no_item(customer: Any, an_order: PutOrder) -> None:
    order = an_order("qualir", "QA-10234", *SET)
    customer.says("it is broken", "claim_warranty")
    customer.identified(order)
    customer.says("not the camera, the cable")
    assert customer.case.line_id == order.lines[2].id


def test_a_short_word_is_no_mistyped_item(customer: Any, an_order: PutOrder) -> None:
    customer.says("the item came in the wrong format", "report_wrong_item", facts={"problem": "wrong_format"})
    answer = customer.identified(an_order("qualir", "QA-10234", ("Phone case", 1), ("Wireless earbuds", 1)))
    assert answer.names[-1] == "ask_item"
