"""How labels of a file fit our intents, and which of its messages measure nothing."""

from pathlib import Path

import pytest

from evaluation.nlu.labels import Case, is_right, label_of, overlap, read_cases, read_examples


@pytest.mark.parametrize(
    ("label", "intent", "right"),
    [
        ("cancel_order", "cancel_order", True),
        ("cancel_order", "return_item", False),
        ("report_defect", "claim_warranty", True),
        ("report_defect", "report_dead_on_arrival", True),
        ("return_shipping_cost", "ask_who_pays_return", True),
        ("ask_policy", "refund_status", False),
        ("exchange_item", "report_wrong_item", True),
        ("out_of_scope", "nlu_fallback", False),
    ],
)
def test_an_intent_is_right_for_a_label(label: str, intent: str, right: bool) -> None:
    assert is_right(label, intent) is right


@pytest.mark.parametrize(
    ("intent", "label"),
    [
        ("ask_courier", "ask_policy"),
        ("claim_warranty", "report_defect"),
        ("hand_off", "human_agent"),
        ("return_item", "return_item"),
    ],
)
def test_an_intent_counts_for_one_label(intent: str, label: str) -> None:
    assert label_of(intent) == label


def test_what_stands_in_our_examples_is_found_whatever_its_case_and_signs() -> None:
    cases = [Case("Where is it?", "order_status"), Case("where is my cat", "out_of_scope")]
    assert overlap(cases, [("where is it", "order_status")]) == cases[:1]


def test_a_file_may_leave_out_style_and_source(tmp_path: Path) -> None:
    file = tmp_path / "customers.jsonl"
    file.write_text('{"text": "hi", "label": "greet"}\n\n{"text": "no", "label": "deny", "style": "crowd"}\n')
    assert read_cases(file) == [Case("hi", "greet", "", ""), Case("no", "deny", "crowd", "")]


def test_examples_are_read_with_their_intent(tmp_path: Path) -> None:
    (tmp_path / "talk.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hi\n    - hello - you\n")
    assert read_examples(tmp_path) == [("hi", "greet"), ("hello - you", "greet")]
