"""The training examples nearest to a message, which speak for what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
LOUDNESS = 4
"""The power to which nearness (the cosine) is raised: the nearer an example, the louder it speaks."""


@dataclass(frozen=True)
class NearExamples:
    """All examples as short vectors of length 1 (places), class after class; bounds[c] and bounds[c + 1] part them.

    Short ones, along the axes on which the examples differ most, are as good as whole ones and read in a tenth of the
    time.
    """

    middle: Matrix
    axes: Matrix
    places: Matrix
    bounds: npt.NDArray[np.int64]

    @classmethod
    def learn(cls, vectors: Matrix, names: Sequence[str], classes: Sequence[str], dimensions: int) -> NearExamples:
        """Shorten the vectors of the examples, whose classes are named, to so many dimensions at most."""
        # Only here: a start has no use for it.
        from sklearn.decomposition import PCA

        axes = PCA(min(dimensions, *vectors.shape), svd_solver="randomized", random_state=0).fit(vectors)
        middle, kept = axes.mean_.astype(np.float32), axes.components_.T.astype(np.float32)
        numbers = np.searchsorted(np.asarray(classes), names)
        order, bounds = np.argsort(numbers, kind="stable"), np.searchsorted(np.sort(numbers), range(len(classes) + 1))
        return cls(middle, kept, _short(vectors[order], middle, kept), bounds)

    def shares(self, vector: Matrix, neighbours: int, likely: Sequence[int]) -> Matrix:
        """How much of what the nearest examples say is for each of the likely classes, the only ones asked; together 1.

        Which classes are likely is told by who knows them all: reading every example would take four times as long.
        """
        short = _short(vector, self.middle, self.axes)[0]
        near = np.concatenate([self.places[self.bounds[one] : self.bounds[one + 1]] @ short for one in likely])
        asked = np.repeat(range(len(likely)), [self.bounds[one + 1] - self.bounds[one] for one in likely])
        best = np.argpartition(-near, min(neighbours, len(near) - 1))[:neighbours]
        loud = np.maximum(near[best], 1e-3) ** LOUDNESS
        told = np.bincount(asked[best], loud, len(likely))
        return (told / told.sum()).astype(np.float32)

    def save(self, path: Path) -> None:
        """Keep the examples in a file; `load` reads it."""
        np.savez(path, middle=self.middle, axes=self.axes, places=self.places, bounds=self.bounds)

    @classmethod
    def load(cls, path: Path) -> NearExamples:
        """The examples that `save` kept."""
        with np.load(path) as kept:
            return cls(kept["middle"], kept["axes"], kept["places"], kept["bounds"])


def _short(vectors: Matrix, middle: Matrix, axes: Matrix) -> Matrix:
    placed = (vectors - middle) @ axes
    short: Matrix = placed / np.maximum(np.linalg.norm(placed, axis=1, keepdims=True), 1e-9)
    return short
