"""Two systems that take turns: what is a slow minute of the machine for both is no difference between them."""

import pytest

from evaluation.comparison import Ratios, Side, tell_beside
from evaluation.load import Measured


def run(*times: float, seconds: float = 1.0) -> Measured:
    return Measured([*times], seconds=seconds)


def test_a_slow_minute_is_slow_for_both() -> None:
    quiet = (run(10.0, 10.0, seconds=1.0), run(20.0, 20.0, seconds=2.0))
    slow = (run(30.0, 30.0, seconds=3.0), run(60.0, 60.0, seconds=6.0))
    ratios = Ratios.of([quiet, slow, slow])
    assert (ratios.median, ratios.per_second) == (0.5, 2.0)


def test_the_slowest_turns_are_those_of_all_pairs_together() -> None:
    pairs = [(run(*[10.0] * 100), run(*[10.0] * 100)) for _ in range(9)]
    pairs.append((run(*[10.0] * 80, *[40.0] * 20), run(*[10.0] * 80, *[20.0] * 20)))
    assert Ratios.of(pairs).p99 == 2.0


def test_both_take_turns_and_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[tuple[str, int, float]] = []

    def side(name: str, milliseconds: float) -> Side:
        def talk(customers: int, seconds: float) -> Measured:
            asked.append((name, customers, seconds))
            return run(milliseconds, milliseconds)

        return Side(talk, lambda: milliseconds * sum(name == other for other, _, _ in asked))

    tell_beside(side("ours", 5.0), side("its", 20.0), customers=16, seconds=4.0, rounds=2)
    assert asked == [("ours", 16, 4.0), ("its", 16, 4.0)] * 2
    assert "median 0.25, p99 0.25, turns a second 1.00, CPU 0.25" in capsys.readouterr().out
