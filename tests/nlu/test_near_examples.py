"""The nearest examples speak for their class, the nearer the louder."""

from pathlib import Path

import numpy as np
import pytest

from nlu.near_examples import NearExamples

CLASSES = ("cancel", "return")
VECTORS = np.array([[1, 0, 0], [1, 0.1, 0], [0, 1, 0], [0, 1, 0.1], [0.1, 1, 0]], np.float32)
NAMES = ["cancel", "cancel", "return", "return", "return"]


@pytest.fixture
def examples() -> NearExamples:
    return NearExamples.learn(VECTORS, NAMES, CLASSES, dimensions=2)


def test_the_nearest_speak(examples: NearExamples) -> None:
    cancels, returns = examples.shares(VECTORS[:1], neighbours=2, classes=2)
    assert (cancels, returns) == pytest.approx((1, 0))


def test_those_far_away_hardly_count(examples: NearExamples) -> None:
    cancels, returns = examples.shares(VECTORS[2:3], neighbours=5, classes=2)
    assert returns > 0.99
    assert cancels + returns == pytest.approx(1)


def test_no_more_dimensions_than_there_are() -> None:
    many = NearExamples.learn(VECTORS, NAMES, CLASSES, dimensions=500)
    assert many.axes.shape == (3, 3)


def test_what_was_kept_says_the_same(examples: NearExamples, tmp_path: Path) -> None:
    examples.save(tmp_path / "examples.npz")
    again = NearExamples.load(tmp_path / "examples.npz")
    assert again.shares(VECTORS[:1], 3, 2) == pytest.approx(examples.shares(VECTORS[:1], 3, 2))
