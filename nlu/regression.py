"""What a logistic regression has learnt, as plain numbers that are quickly loaded and asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from nlu.near_examples import Matrix


@dataclass(frozen=True)
class Regression:
    """A line for each intent: weights (intents x features), biases and labels (intents).

    scikit-learn gives the same confidences, but checks everything each time, and what Rasa keeps it with takes seconds
    to be imported.
    """

    weights: Matrix
    biases: Matrix
    labels: npt.NDArray[np.str_]

    @classmethod
    def learnt_by(cls, learner: LogisticRegression) -> Regression:
        """What the learner has learnt of its classes together; between two it draws one line, here each has its own."""
        weights, biases = learner.coef_, learner.intercept_
        if len(learner.classes_) == 2:
            weights, biases = np.vstack([-weights, weights]) / 2, np.hstack([-biases, biases]) / 2
        return cls(weights.astype(np.float32), biases.astype(np.float32), np.array(learner.classes_, dtype=str))

    def confidences(self, vector: Matrix) -> Matrix:
        """How sure it is of each intent for a vector (1 x features); together 1."""
        scores = vector[0] @ self.weights.T + self.biases
        sure: Matrix = np.exp(scores - scores.max())
        return sure / sure.sum()

    def save(self, path: Path) -> None:
        """Keep it in a file; `load` reads it."""
        np.savez(path, weights=self.weights, biases=self.biases, labels=self.labels)

    @classmethod
    def load(cls, path: Path) -> Regression:
        """The regression that `save` kept."""
        with np.load(path) as kept:
            return cls(kept["weights"], kept["biases"], kept["labels"])
