"""What was learnt says what scikit-learn says, for two intents as for many, and the same after it was kept."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from nlu.regression import Regression

VECTORS = np.array([[1, 0], [0.9, 0.2], [0, 1], [0.1, 0.8], [-1, -1], [-0.8, -1]], np.float32)
NAMES = np.array(["cancel", "cancel", "return", "return", "greet", "greet"])
UNLIKE_ANY = np.array([[0.4, 0.3]], np.float32)


@pytest.mark.parametrize("examples", [4, 6], ids=["two intents", "three intents"])
def test_says_what_the_learner_says(examples: int) -> None:
    learner = LogisticRegression().fit(VECTORS[:examples], NAMES[:examples])
    regression = Regression.learnt_by(learner)
    assert regression.confidences(UNLIKE_ANY) == pytest.approx(learner.predict_proba(UNLIKE_ANY)[0], abs=1e-6)
    assert list(regression.labels) == list(learner.classes_)


def test_what_was_kept_says_the_same(tmp_path: Path) -> None:
    regression = Regression.learnt_by(LogisticRegression().fit(VECTORS, NAMES))
    regression.save(tmp_path / "learnt.npz")
    again = Regression.load(tmp_path / "learnt.npz")
    assert again.confidences(UNLIKE_ANY) == pytest.approx(regression.confidences(UNLIKE_ANY))
    assert list(again.labels) == ["cancel", "greet", "return"]
