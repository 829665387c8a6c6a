"""Stratified cross-validation: every example of our own is heard by a pipeline that was trained without it."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.nlu.figures import Heard
from evaluation.nlu.labels import Case, label_of
from evaluation.nlu.pipelines import hear, train

SEED = 7
Examples = Sequence[tuple[str, str]]


def divided(examples: Examples, folds: int) -> list[tuple[Examples, Examples]]:
    """Examples to train from and examples to hear, so that each is heard once and every intent is in each part."""
    from sklearn.model_selection import StratifiedKFold

    parts = StratifiedKFold(folds, shuffle=True, random_state=SEED).split(examples, [intent for _, intent in examples])
    return [([examples[at] for at in seen], [examples[at] for at in unseen]) for seen, unseen in parts]


def cross_validated(config: Path, examples: Examples, folds: int, changed: Mapping[str, Any] = {}) -> list[Heard]:
    """What is made of our own examples, each by a pipeline that does not know it."""
    heard: list[Heard] = []
    for seen, unseen in divided(examples, folds):
        cases = [Case(text, label_of(intent)) for text, intent in unseen]
        with tempfile.TemporaryDirectory() as folder:
            model = train(config, seen, Path(folder), changed)
            heard += asyncio.run(hear(model, cases))
    return heard
