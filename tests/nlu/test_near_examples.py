"""The nearest examples speak for their class, the nearer the louder."""

from pathlib import Path

import numpy as np
import pytest

from nlu.near_examples import NearExamples

CLASSES = ("cancel", "return")
VECTORS = np.array([[1, 0, 0], [1, 0.1, 0], [0, 1, 0], [0, 1, 0.1], [0.1, 1, 0]], np.float32)
CANCEL, RETURN = range(2)
BOTH = [CANCEL, RETURN]
NAMES = ["cancel", "cancel", "return", "return", "return"]


@pytest.fixture
def examples() -> NearExamples:
    return NearExamples.learn(VECTORS, NAMES, CLASSES, dimensions=2)


def test_the_nearest_speak(examples: NearExamples) -> None:
    cancels, returns = examples.shares(VECTORS[:1], 2, BOTH)
    assert (cancels, returns) == pytest.approx((1, 0))


def test_the_shares_stand_in_the_order_asked_for(examples: NearExamples) -> None:
    returns, cancels = examples.shares(VECTORS[:1], 2, [RETURN, CANCEL])
    assert (cancels, returns) == pytest.approx((1, 0))


def test_those_far_away_hardly_count(examples: NearExamples) -> None:
    cancels, returns = examples.shares(VECTORS[2:3], 5, BOTH)
    assert returns > 0.99
    assert cancels + returns == pytest.approx(1)


def test_only_the_likely_are_asked(examples: NearExamples) -> None:
    assert examples.shares(VECTORS[:1], 2, [RETURN]) == pytest.approx([1])


def test_examples_come_in_any_order() -> None:
    mixed = [3, 0, 4, 1, 2]
    examples = NearExamples.learn(VECTORS[mixed], [NAMES[at] for at in mixed], CLASSES, dimensions=2)
    assert examples.shares(VECTORS[:1], 2, BOTH) == pytest.approx([1, 0])


def test_no_more_dimensions_than_there_are() -> None:
    many = NearExamples.learn(VECTORS, NAMES, CLASSES, dimensions=500)
    assert many.axes.shape == (3, 3)


def test_what_was_kept_says_the_same(examples: NearExamples, tmp_path: Path) -> None:
    examples.save(tmp_path / "examples.npz")
    again = NearExamples.load(tmp_path / "examples.npz")
    assert again.shares(VECTORS[:1], 3, BOTH) == pytest.approx(examples.shares(VECTORS[:1], 3, BOTH))
