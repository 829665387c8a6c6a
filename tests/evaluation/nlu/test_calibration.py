"""How the temperature and the threshold are found, on figures reckoned by hand."""

import pytest

from evaluation.nlu.calibration import at_temperature, below, best_temperature, surprise
from evaluation.nlu.figures import Heard
from evaluation.nlu.labels import Case


def heard(label: str, **ranking: float) -> Heard:
    best = max(ranking, key=lambda intent: ranking[intent])
    return Heard(Case("said", label), best, ranking[best], 1.0, best, (), tuple(ranking.items()))


def test_a_low_temperature_makes_surer_and_intents_of_one_label_count_together() -> None:
    one = heard("deny", deny=0.5, affirm=0.25, ask_courier=0.125, ask_import_duty=0.125)
    assert at_temperature(one, 1.0) == pytest.approx({"deny": 0.5, "affirm": 0.25, "ask_policy": 0.25})
    assert at_temperature(one, 0.5)["deny"] == pytest.approx(0.25 / (0.25 + 0.0625 + 2 * 0.015625))


def test_who_is_always_right_may_be_surer_and_who_is_often_wrong_less_sure() -> None:
    right = [heard("deny", deny=0.8, affirm=0.2)] * 10
    often_wrong = [*right[:5], *[heard("affirm", deny=0.8, affirm=0.2)] * 5]
    assert best_temperature(right) == 0.5
    assert best_temperature(often_wrong) == 1.2
    assert surprise(right, 0.5) < surprise(right, 1.0)


def test_a_threshold_asks_about_what_is_below_it() -> None:
    mixed = [
        heard("deny", deny=0.9, affirm=0.1),
        heard("deny", deny=0.4, affirm=0.6),
        heard("thank", deny=0.7, thank=0.3),
    ]
    assert below(mixed, 1.0, 0.65) == pytest.approx((1 / 3, 1.0, 0.5))
    assert below(mixed, 1.0, 0.1) == pytest.approx((0.0, 0.0, 1 / 3))
