"""The figures, reckoned by hand."""

import pytest

from evaluation.nlu.figures import (
    Heard,
    by_label,
    calibration_error,
    confusions,
    macro_f1,
    milliseconds,
    out_of_scope,
    reliability,
    share,
)
from evaluation.nlu.labels import Case


def heard(label: str, intent: str, confidence: float = 0.9, between: tuple[str, ...] = (), took: float = 1.0) -> Heard:
    return Heard(Case("said", label), intent, confidence, took, intent, between)


CANCELLED = heard("cancel_order", "cancel_order")
SENT_BACK = heard("cancel_order", "return_item")
OUTSIDE = heard("out_of_scope", "out_of_scope")
UNHEARD = heard("thank", "nlu_fallback")
ASKED_BACK = heard("refund_status", "nlu_fallback", between=("refund_status", "order_status"))


def test_precision_counts_what_was_taken_for_a_label_and_recall_what_is_it() -> None:
    scores = by_label([CANCELLED, SENT_BACK, heard("return_item", "return_item")])
    assert (scores["cancel_order"].precision, scores["cancel_order"].recall) == (1.0, 0.5)
    assert (scores["return_item"].precision, scores["return_item"].recall) == (0.5, 1.0)
    assert scores["cancel_order"].f1 == pytest.approx(2 / 3)


def test_macro_f1_counts_every_label_alike() -> None:
    assert macro_f1([CANCELLED] * 9 + [heard("thank", "deny")]) == pytest.approx(0.5)


def test_a_message_not_understood_is_a_refusal_and_right_only_for_what_is_out_of_scope() -> None:
    score = out_of_scope([OUTSIDE, heard("out_of_scope", "nlu_fallback"), UNHEARD, heard("out_of_scope", "greet")])
    assert (score.messages, score.recall, score.precision) == (3, pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert not UNHEARD.is_right


def test_asking_which_of_two_is_meant_is_no_refusal_and_not_right_either() -> None:
    assert not ASKED_BACK.is_refused
    assert not ASKED_BACK.is_right
    assert ASKED_BACK.names_right
    assert out_of_scope([OUTSIDE, ASKED_BACK]).precision == 1.0


def test_asking_back_about_what_is_out_of_scope_is_not_right() -> None:
    assert not heard("out_of_scope", "nlu_fallback", between=("return_item", "stop")).is_right


def test_confusions_come_by_their_number() -> None:
    assert confusions([SENT_BACK, ASKED_BACK, SENT_BACK, CANCELLED]) == [
        ("cancel_order", "return_item", 2),
        ("refund_status", "asked back", 1),
    ]
    assert len(confusions([SENT_BACK, ASKED_BACK], most=1)) == 1


def test_calibration_error_weighs_each_bin_by_its_messages() -> None:
    sure = [heard("deny", "deny", 0.95)] * 3
    unsure = [heard("deny", "affirm", 0.25)]
    assert [(each.messages, each.accuracy) for each in reliability([*sure, *unsure])] == [(1, 0.0), (3, 1.0)]
    assert calibration_error([*sure, *unsure]) == pytest.approx((3 * 0.05 + 0.25) / 4)


def test_a_confidence_of_one_has_a_bin() -> None:
    assert reliability([heard("deny", "deny", 1.0)])[0].confidence == 1.0


def test_time_is_told_as_median_and_slowest_hundredth() -> None:
    assert milliseconds([heard("deny", "deny", took=float(number)) for number in range(1, 102)]) == (51.0, 100.0)


def test_the_share_of_none_is_none() -> None:
    assert share([]) == 0.0
