"""Figures of several measurements."""

from collections import Counter

import pytest

from evaluation.load import Measured
from evaluation.turn_times import tell_wrong, turn_times

RUNS = [
    Measured([10.0, 20.0, 30.0], seconds=1.0),
    Measured([40.0, 50.0, 60.0, 70.0, 80.0], seconds=1.0),
    Measured([20.0, 30.0], seconds=1.0),
]


def test_each_figure_is_the_median_over_the_runs() -> None:
    times = turn_times(1, RUNS, {"Rasa": 0.1, "action server": 0.2})
    assert (times.median, times.p99, times.per_second, times.turns) == (20.0, 30.0, 3.0, 10)


def test_cpu_time_is_told_for_a_turn() -> None:
    times = turn_times(1, RUNS, {"Rasa": 0.1, "action server": 0.2})
    assert times.cpu == pytest.approx({"Rasa": 10.0, "action server": 20.0})
    assert times.cpu_together == pytest.approx(30.0)


def test_wrong_answers_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    tell_wrong(Counter({"'hi' without 'hello'": 2}))
    assert capsys.readouterr().out == "WRONG 2 times: 'hi' without 'hello'\n"
