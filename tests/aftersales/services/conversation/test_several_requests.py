"""Several problems in one message: each is acknowledged, has its own item, and is worked on in its turn."""

from collections.abc import Callable
from typing import Any

import pytest

from aftersales.records import cases
from aftersales.records.database import reading
from aftersales.records.tables import Case, Order, OrderLine

PutOrder = Callable[..., Order]
TABLET_AND_EARBUDS = (("Tablet 10 inch", 1), ("Wireless earbuds", 1))
NEVER_WORKED = ("defective", "never worked")


def _requests(customer: Any) -> list[tuple[str, str | None, str | None, str]]:
    """Every request of the conversation: flow, problem, item and status."""
    with reading(customer.engine) as session:
        found: list[Case] = cases.of_conversation(session, customer.conversation_id)
        lines = {case.id: session.get(OrderLine, case.line_id) if case.line_id else None for case in found}
        return [(case.flow, case.problem, getattr(lines[case.id], "name", None), case.status) for case in found]


def test_two_problems_with_two_items_are_worked_on_one_after_the_other(customer: Any, an_order: PutOrder) -> None:
    answer = customer.says(
        "the tablet never worked and the earbuds are the wrong colour",
        "report_dead_on_arrival",
        facts={"problem": [NEVER_WORKED, ("wrong_color", "wrong colour")]},
    )
    assert "queued_report_wrong_item" in answer.names
    customer.identified(an_order("guarantee", "QA-10234", *TABLET_AND_EARBUDS))
    assert _requests(customer) == [
        ("report_dead_on_arrival", "defective", "Tablet 10 inch", "open"),
        ("report_wrong_item", "wrong_color", None, "queued"),
    ]
    answer = customer.says("stop", "stop")
    assert "next_report_wrong_item" in answer.names
    assert _requests(customer)[1][2] == "Wireless earbuds"


@pytest.mark.parametrize(
    ("words", "other", "flow"),
    [
        (
            "the tablet never worked, and the earbuds arrived smashed",
            ("damaged_in_transit", "smashed"),
            "claim_warranty",
        ),
        ("the tablet never worked, and I do not like the earbuds", ("change_of_mind", "not like"), "return_item"),
    ],
)
def test_a_problem_of_another_item_is_a_request_of_its_own(
    customer: Any, an_order: PutOrder, words: str, other: tuple[str, str], flow: str
) -> None:
    customer.says(words, "claim_warranty", facts={"problem": [NEVER_WORKED, other]})
    answer = customer.identified(an_order("guarantee", "QA-10234", *TABLET_AND_EARBUDS))
    assert f"queued_{flow}" in answer.names
    assert _requests(customer) == [
        ("claim_warranty", "defective", "Tablet 10 inch", "open"),
        (flow, other[0], "Wireless earbuds", "queued"),
    ]


def test_a_second_problem_of_the_same_item_is_its_story(customer: Any, an_order: PutOrder) -> None:
    customer.says(
        "the tablet never worked, I do not like it",
        "claim_warranty",
        facts={"problem": [NEVER_WORKED, ("change_of_mind", "not like")]},
    )
    customer.identified(an_order("guarantee", "QA-10234", *TABLET_AND_EARBUDS))
    assert _requests(customer) == [("claim_warranty", "defective", "Tablet 10 inch", "open")]
    assert "reasons" not in customer.facts


@pytest.mark.parametrize("words", ["both", "the tablet and the earbuds", "all of them"])
def test_several_items_are_claimed_one_after_the_other(customer: Any, an_order: PutOrder, words: str) -> None:
    customer.says("they do not work", "claim_warranty", facts={"cause": "manufacturing"})
    customer.identified(an_order("rma", "QA-10234", *TABLET_AND_EARBUDS))
    customer.says(words)
    assert [(item, status) for _, _, item, status in _requests(customer)] == [
        ("Tablet 10 inch", "open"),
        ("Wireless earbuds", "queued"),
    ]
    assert customer.facts["cause"] == ("manufacturing", "said")


def test_the_facts_of_a_waiting_request_are_kept(customer: Any) -> None:
    customer.says(
        "my refund is late and it never worked, I have the box",
        "refund_status",
        facts={"problem": [("refund_late", "late")], "original_packaging": True},
    )
    customer.says("also cancel the other one, I have the box", "cancel_order", facts={"original_packaging": True})
    assert customer.facts["original_packaging"] == (True, "said")
